package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.FeatureId;
import dev.coord.core.state.Rules;
import dev.coord.fs.document.Sample;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.state.Command;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.SchemaChange;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.testkit.CoordAssertions;
import dev.coord.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits as {@code jq} and {@code mv} make them, on the files of an open store. Reading 8. */
class HonouredEditsTest {

    private static final String LOCKS = "coordination-locks.json";
    private static final String STATE = "coordination-state.json";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path home;

    private DirectoryStore store;

    @BeforeEach
    void open() {
        store = DirectoryStore.open(home, new ManualClock());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Nested
    class Locks {

        @Test
        void aRowOfFiveFieldsIsALockOfSomebodyElse() throws IOException {
            edit(LOCKS, file -> addLock(file, "middleware.ts", "shell"));

            assertThat(foreign()).containsExactly("middleware.ts");
            assertThat(ask("coord", "middleware.ts")).isInstanceOf(LockOutcome.Waiting.class);
            assertThat(json(LOCKS).at("/locks").size()).isEqualTo(1);
            assertThat(json(LOCKS).at("/locks/0").size()).isEqualTo(5);
        }

        @Test
        void removingItLetsTheWaiterIn() throws IOException {
            edit(LOCKS, file -> addLock(file, "middleware.ts", "shell"));
            ask("coord", "middleware.ts");

            edit(LOCKS, file -> file.putArray("locks"));

            assertThat(foreign()).isEmpty();
            assertThat(holders()).containsExactly("coord");
            assertThat(json(LOCKS).at("/pending_locks")).isEmpty();
        }

        @Test
        void removingARowOfALeaseReleasesThatLock() throws IOException {
            Sample.granted(store, Sample.request("holder", "a.ts", "b.ts").build());
            ask("waiter", "a.ts");

            edit(LOCKS, file -> ((ArrayNode) file.get("locks")).remove(0));

            assertThat(holders()).containsExactly("holder", "waiter");
            assertThat(store.read().locks().leases().get(0).locks())
                    .extracting(lock -> lock.path().value())
                    .containsExactly("b.ts");
        }

        @Test
        void aLeaseWithoutItsLastRowIsGone() throws IOException {
            Lease lease = Sample.granted(
                    store, Sample.request("holder", "a.ts", "b.ts").build());

            edit(LOCKS, file -> file.putArray("locks"));

            assertThat(holders()).isEmpty();
            assertThat(Sample.apply(store, new Command.ReleaseLease(lease.id())).toString())
                    .startsWith("Gone")
                    .contains("it was removed from the lock file by an edit");
        }

        @Test
        void anEditOfAnOldVersionAddsAndRemovesOnlyWhatItMeant() throws IOException {
            Sample.granted(store, Sample.request("early", "early.ts").build());
            ObjectNode old = json(LOCKS);
            Sample.granted(store, Sample.request("late", "late.ts").build());
            ((ArrayNode) old.get("locks")).removeAll();
            addLock(old, "shell.ts", "shell");

            put(LOCKS, old);

            assertThat(holders()).containsExactly("late");
            assertThat(foreign()).containsExactly("shell.ts");
            assertThat(json(LOCKS).at("/locks")).hasSize(2);
        }

        @Test
        void anOldFileBringsNoLeaseBack() throws IOException {
            Lease lease =
                    Sample.granted(store, Sample.request("early", "early.ts").build());
            ObjectNode old = json(LOCKS);
            Sample.apply(store, new Command.ReleaseLease(lease.id()));

            put(LOCKS, old);
            assertThat(store.read().locks().leases()).isEmpty();
            old.remove("revision");
            put(LOCKS, old);

            assertThat(store.read().locks().leases()).isEmpty();
            assertThat(foreign()).isEmpty();
        }

        @Test
        void aFileWithoutARevisionMayAddButNotRemove() throws IOException {
            Sample.granted(store, Sample.request("holder", "a.ts").build());
            ObjectNode file = JSON.createObjectNode();
            file.putArray("locks");
            file.putArray("pending_locks");
            addLock(file, "b.ts", "shell");

            put(LOCKS, file);

            assertThat(holders()).containsExactly("holder");
            assertThat(foreign()).containsExactly("b.ts");
        }

        @Test
        void anEditOfManySmallCommitsAgoIsUnderstood() throws IOException {
            Sample.granted(store, Sample.request("holder", "a.ts").build());
            ObjectNode old = json(LOCKS);
            for (int i = 0; i < 101; i++) {
                Sample.granted(store, Sample.request("agent-" + i, "file-" + i).build());
            }
            ((ArrayNode) old.get("locks")).removeAll();

            put(LOCKS, old);

            assertThat(holders()).hasSize(101).doesNotContain("holder");
        }

        @Test
        void anEditFromBeforeWhatIsRememberedMayAddButNotRemove() throws IOException {
            Sample.granted(store, Sample.request("holder", "a.ts").build());
            ObjectNode old = json(LOCKS);
            for (int i = 0; i < 101; i++) {
                String path = "long/".repeat(50) + i;
                Lease lease =
                        Sample.granted(store, Sample.request("agent-" + i, path).build());
                Sample.apply(store, new Command.ReleaseLease(lease.id()));
            }
            ((ArrayNode) old.get("locks")).removeAll();
            addLock(old, "b.ts", "shell");

            put(LOCKS, old);

            assertThat(holders()).containsExactly("holder");
            assertThat(foreign()).containsExactly("b.ts");
        }

        @Test
        void anEditThatComesWhileAnUpdateIsUnderWayIsHonouredToo() {
            store.update((before, now) -> {
                assertThatCode(() -> edit(LOCKS, file -> addLock(file, "shell.ts", "shell")))
                        .doesNotThrowAnyException();
                return Rules.apply(
                        before,
                        new Command.RequestLocks(
                                Sample.request("holder", "a.ts").build()),
                        now);
            });

            assertThat(holders()).containsExactly("holder");
            assertThat(foreign()).containsExactly("shell.ts");
        }

        @Test
        void pendingRowsOfOthersStay() throws IOException {
            edit(
                    LOCKS,
                    file -> ((ArrayNode) file.get("pending_locks"))
                            .addObject()
                            .put("file_path", "x.ts")
                            .put("requested_by", "shell"));
            ask("coord", "y.ts");

            assertThat(json(LOCKS).at("/pending_locks/0/requested_by").asText()).isEqualTo("shell");
        }
    }

    @Nested
    class State {

        @Test
        void theSpecificationsFirstStepIsAdopted() throws IOException {
            Files.writeString(home.resolve(STATE), """
                    {
                      "current_wave": 2,
                      "completed_features": ["P1_user_auth"],
                      "active_features": [],
                      "blocked_features": [],
                      "schema_changes": [],
                      "shared_resources": {
                        "supabase_auth": {
                          "initialized": true,
                          "features_using": ["P1_user_auth"]
                        }
                      }
                    }
                    """);

            CoordinationState state = store.read().state();

            assertThat(state.currentWave()).isEqualTo(2);
            assertThat(state.completed()).containsExactly(new FeatureId("P1_user_auth"));
            assertThat(state.sharedResources().get("supabase_auth").initialized())
                    .isTrue();
            assertThat(json(STATE).has("revision")).isTrue();
        }

        @Test
        void aFeatureIsMarkedActiveAndThenCompleted() throws IOException {
            edit(STATE, file -> ((ArrayNode) file.get("active_features")).add("P2"));
            assertThat(store.read().state().active())
                    .extracting(ActiveFeature::feature)
                    .containsExactly(id("P2"));

            edit(STATE, file -> {
                ((ArrayNode) file.get("completed_features")).add("P2");
                file.putArray("active_features");
            });

            assertThat(store.read().state().completed()).containsExactly(id("P2"));
            assertThat(store.read().state().active()).isEmpty();
        }

        @Test
        void completingAFeatureWithoutTakingItFromTheActiveOnesMovesIt() throws IOException {
            edit(STATE, file -> ((ArrayNode) file.get("active_features")).add("P2"));
            store.read();

            edit(
                    STATE,
                    file -> ((ArrayNode) file.get("completed_features"))
                            .add("P2")
                            .add("P2"));

            assertThat(store.read().state().completed()).containsExactly(id("P2"));
            assertThat(store.read().state().active()).isEmpty();
            CoordAssertions.assertThat(store.read()).satisfiesInvariants();
        }

        @Test
        void anOldEditDoesNotMoveWhatHasMovedSince() throws IOException {
            ObjectNode old = json(STATE);
            edit(STATE, file -> ((ArrayNode) file.get("completed_features")).add("P2"));
            store.read();
            ((ArrayNode) old.get("active_features")).add("P2").add("P3");

            put(STATE, old);

            assertThat(store.read().state().completed()).containsExactly(id("P2"));
            assertThat(store.read().state().active())
                    .extracting(ActiveFeature::feature)
                    .containsExactly(id("P3"));
        }

        @Test
        void tablesAndResourcesAreAdopted() throws IOException {
            edit(STATE, file -> {
                ((ArrayNode) file.get("schema_changes"))
                        .addObject()
                        .put("feature_id", "P2")
                        .put("table", "posts")
                        .put("operation", "create")
                        .put("committed", false);
                ((ObjectNode) file.get("shared_resources"))
                        .putObject("redis")
                        .put("initialized", false)
                        .putArray("features_using")
                        .add("P2");
            });
            assertThat(store.read().state().schemaChanges())
                    .containsExactly(new SchemaChange(id("P2"), "posts", "create", false));

            edit(STATE, file -> {
                ((ObjectNode) file.at("/schema_changes/0")).put("committed", true);
                ((ObjectNode) file.at("/shared_resources/redis")).put("initialized", true);
                file.put("current_wave", 7);
            });

            assertThat(store.read().state().schemaChanges())
                    .containsExactly(new SchemaChange(id("P2"), "posts", "create", true));
            assertThat(store.read().state().sharedResources().get("redis").initialized())
                    .isTrue();
            assertThat(store.read().state().currentWave()).isEqualTo(7);
        }

        @Test
        void anEditIsOneRevision() throws IOException {
            long before = store.read().revision();

            edit(
                    STATE,
                    file -> file.put("current_wave", 7)
                            .putArray("active_features")
                            .add("P2"));

            assertThat(store.read().revision()).isEqualTo(before + 1);
        }

        @Test
        void aWaiterWakesForAnEdit() throws Exception {
            long seen = store.read().revision();
            edit(STATE, file -> file.put("current_wave", 7));

            assertThat(store.awaitChange(seen, Instant.MAX).state().currentWave())
                    .isEqualTo(7);
        }
    }

    @Nested
    class Whatever {

        @Test
        void fieldsThatNobodyKnowsStay() throws IOException {
            Lease lease = Sample.granted(store, Sample.request("holder", "a.ts").build());
            edit(LOCKS, file -> {
                file.put("note", "top");
                ((ObjectNode) file.at("/locks/0")).put("ticket", "X-1");
            });
            edit(STATE, file -> file.putObject("team").put("lead", "ana"));
            Sample.granted(store, Sample.request("other", "b.ts").build());
            store.update((before, now) ->
                    Transition.of(before.withState(before.state().atWave(3)), ""));

            assertThat(json(LOCKS).at("/note").asText()).isEqualTo("top");
            assertThat(json(LOCKS).at("/locks/0/ticket").asText()).isEqualTo("X-1");
            assertThat(json(STATE).at("/team/lead").asText()).isEqualTo("ana");
            Sample.apply(store, new Command.ReleaseLease(lease.id()));
            Sample.granted(store, Sample.request("holder", "a.ts").build());
            assertThat(json(LOCKS).at("/locks/1").has("ticket")).isFalse();
        }

        @Test
        void aFileThatIsNoUseIsPutAsideAndWrittenAgain() throws IOException {
            Sample.granted(store, Sample.request("holder", "a.ts").build());
            Snapshot before = store.read();
            String good = Files.readString(home.resolve(LOCKS));
            for (String bad :
                    List.of("", "{\"locks\": [", "[]", "{\"locks\": 3}", "{\"locks\": [{\"file_path\": 1}]}")) {
                Files.writeString(home.resolve(LOCKS), bad);

                assertThat(store.read()).isEqualTo(before);
                assertThat(home.resolve(LOCKS)).hasContent(good);
            }
            try (Stream<Path> files = Files.list(home)) {
                assertThat(files.filter(file -> file.toString().contains("rejected")))
                        .hasSize(5);
            }
        }

        @Test
        void whatJqLeavesAloneChangesNothing() throws IOException {
            Sample.granted(store, Sample.request("holder", "a.ts").build());
            Snapshot before = store.read();

            put(LOCKS, json(LOCKS));
            put(STATE, json(STATE));

            assertThat(store.read()).isEqualTo(before);
        }

        @Test
        void editsMadeWhileNobodyRanAreHonouredAtOpen() throws IOException {
            store.close();
            edit(STATE, file -> ((ArrayNode) file.get("completed_features")).add("P1"));
            edit(LOCKS, file -> addLock(file, "a.ts", "shell"));

            open();

            assertThat(store.read().state().completed()).containsExactly(id("P1"));
            assertThat(foreign()).containsExactly("a.ts");
        }
    }

    private LockOutcome ask(String agent, String path) {
        return store.update((before, now) -> Rules.apply(
                        before,
                        new Command.RequestLocks(Sample.request(agent, path).build()),
                        now))
                .outcome();
    }

    private List<String> holders() {
        return store.read().locks().leases().stream()
                .map(lease -> lease.agent().value())
                .toList();
    }

    private List<String> foreign() {
        return store.read().locks().foreign().stream()
                .map(ForeignLock::lock)
                .map(lock -> lock.path().value())
                .toList();
    }

    private static FeatureId id(String value) {
        return new FeatureId(value);
    }

    private static void addLock(ObjectNode file, String path, String agent) {
        ((ArrayNode) file.get("locks"))
                .addObject()
                .put("file_path", path)
                .put("locked_by", agent)
                .put("feature_id", "P2_user_profile")
                .put("timestamp", "2025-10-30T14:31:00Z")
                .put("operation", "write");
    }

    private void edit(String name, Consumer<ObjectNode> change) throws IOException {
        ObjectNode file = json(name);
        change.accept(file);
        put(name, file);
    }

    private void put(String name, ObjectNode file) throws IOException {
        Path temporary = Files.writeString(home.resolve("temp.json"), file.toString());
        Files.move(temporary, home.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private ObjectNode json(String name) throws IOException {
        return (ObjectNode) JSON.readTree(Files.readAllBytes(home.resolve(name)));
    }
}
