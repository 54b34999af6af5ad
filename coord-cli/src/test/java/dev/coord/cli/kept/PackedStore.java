package dev.coord.cli.kept;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.cli.golden.GoldenStatus;
import dev.coord.core.state.Rules;
import dev.coord.fs.DirectoryStore;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.LockRequest.Age;
import dev.coord.lock.RequestId;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.run.RunPhase;
import dev.coord.state.Command;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Transition;
import dev.coord.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A store in which there is something of everything, at a time that stands still. Its processes are of a host that nobody is on, so
 * that wherever it is opened only the clock ends what is theirs.
 */
final class PackedStore {

    private static final Instant LATEST = ManualClock.START;
    private static final ProcessId ELSEWHERE =
            new ProcessId(4711, Instant.parse("2025-10-30T08:00:00Z"), "host/boot-1");
    private static final AgentId AGENT = new AgentId("implementor-1");

    private final Path home;
    private final ManualClock clock = new ManualClock(LATEST.minusSeconds(60));

    PackedStore(Path home) {
        this.home = home;
    }

    void make() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            features(store);
        }
        editState(PackedStore::noteByHand);
        editLocks(PackedStore::lockByHand);
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            lostLeases(store);
            clock.set(LATEST);
            locks(store);
            RunPhase phase = new RunPhase.Merging(new CommitId("3f".repeat(20)), 1);
            store.update((before, now) ->
                    new Transition<>(before.withRun(GoldenStatus.record(ELSEWHERE, phase)), "", List.of(unmerged())));
        }
        Files.writeString(home.resolve("conflicts.log"), """
                [2025-10-30T14:35:02Z] CONFLICT: resource_contention
                Features: auth, posts
                Resource: mail
                Resolution: Both run, as a person wrote
                """, StandardOpenOption.APPEND);
        Path logs = Files.createDirectories(home.resolve("runs/k3x9"));
        Files.writeString(logs.resolve("auth.log"), "works under token 1\n");
    }

    /** As people edit the files, with nobody there who sees it. */
    void edit() throws IOException {
        editLocks(document -> {
            ArrayNode rows = (ArrayNode) document.path("locks");
            for (int i = rows.size() - 1; i >= 0; i--) {
                String path = rows.get(i).path("file_path").asText();
                if (path.equals("src/*.{ts,tsx}") || path.equals("README.md")) {
                    rows.remove(i);
                }
            }
            foreign(document, "LICENSE", "read");
        });
        editState(document -> {
            document.withArray("completed_features").add("by-hand");
            document.withArray("active_features").removeAll().add("posts");
            document.put("current_wave", 5);
            document.put("x_note", "another remark");
            document.withObject("shared_resources").withObject("mail").put("initialized", false);
        });
    }

    private void features(DirectoryStore store) {
        Feature auth = Feature.builder("auth")
                .blocks("posts")
                .writes("middleware.ts", "app/[id]/page.tsx", "src/*.{ts,tsx}", "caf\u00e9/")
                .changesSchema("profiles")
                .uses("mail")
                .takes(Duration.ofMinutes(45))
                .priority(2)
                .build();
        Feature posts = Feature.builder("posts")
                .blockedBy("auth", "before")
                .reads("middleware.ts")
                .build();
        apply(
                store,
                new Command.StoreFeatures(new FeatureSet(
                        new TreeMap<>(Map.of(
                                auth.id(),
                                auth,
                                posts.id(),
                                posts,
                                new FeatureId("halted"),
                                Feature.builder("halted").build(),
                                new FeatureId("failed"),
                                Feature.builder("failed").build(),
                                new FeatureId("rival"),
                                Feature.builder("rival")
                                        .changesSchema("profiles")
                                        .build())),
                        new TreeSet<>(List.of(new FeatureId("before"))))));
        apply(store, new Command.StartFeature(new FeatureId("auth"), AGENT));
        apply(store, new Command.StartFeature(new FeatureId("posts"), AGENT));
        apply(store, new Command.StartFeature(new FeatureId("rival"), AGENT));
        apply(store, new Command.StartFeature(new FeatureId("halted"), AGENT));
        apply(store, new Command.BlockFeature(new FeatureId("halted"), AGENT, "no key\nin the table"));
        apply(store, new Command.StartFeature(new FeatureId("failed"), AGENT));
        apply(store, new Command.FailFeature(new FeatureId("failed"), AGENT, "tests \u001b[31mred"));
    }

    private static void noteByHand(ObjectNode document) {
        document.withArray("completed_features").add("before");
        document.put("current_wave", 1);
        document.put("x_note", "a remark of somebody");
        document.withArray("schema_changes")
                .addObject()
                .put("feature_id", "before")
                .put("table", "profiles")
                .put("operation", "create")
                .put("committed", true);
        document.withObject("shared_resources")
                .withObject("mail")
                .put("initialized", true)
                .putArray("features_using")
                .add("auth");
    }

    private static void lockByHand(ObjectNode document) {
        foreign(document, "README.md", "write");
        document.put("x_owner", "shell");
    }

    private static void foreign(ObjectNode document, String path, String operation) {
        document.withArray("locks")
                .addObject()
                .put("file_path", path)
                .put("locked_by", "shell")
                .put("feature_id", "P9")
                .put("timestamp", "2025-10-30T14:29:00Z")
                .put("operation", operation);
    }

    /** One for each way to lose one, but by the death of a process: no process of this store is known to have died. */
    private void lostLeases(DirectoryStore store) throws IOException {
        LeaseId broken = granted(store, request("broken").write("broken.ts"));
        apply(store, new Command.BreakLease(broken, "it hangs\nsince noon"));
        granted(store, request("wounded").write("wounded.ts").age(new Age(3, LATEST)));
        LockRequest.Builder older = request("wounding").write("wounded.ts").age(new Age(1, LATEST));
        apply(store, new Command.ReleaseLease(granted(store, older.policy(ContentionPolicy.WOUND_WAIT))));
        granted(store, request("expired").write("expired.ts").ttl(Duration.ofSeconds(2)));
        granted(store, request("removed").write("removed.ts"));
        editLocks(document -> {
            ArrayNode rows = (ArrayNode) document.path("locks");
            for (int i = rows.size() - 1; i >= 0; i--) {
                if (rows.get(i).path("file_path").asText().equals("removed.ts")) {
                    rows.remove(i);
                }
            }
        });
    }

    private void locks(DirectoryStore store) {
        granted(
                store,
                request("held")
                        .write("middleware.ts", "caf\u00e9/")
                        .read("src/*.{ts,tsx}")
                        .owner(ELSEWHERE)
                        .age(new Age(2, LATEST)));
        LeaseId detached =
                granted(store, request("detached").write("detached.ts").owner(ELSEWHERE));
        apply(store, new Command.DetachLease(detached));
        LeaseId reading = granted(store, request("reading").read("shared.ts"));
        granted(store, request("other-reader").read("shared.ts"));
        apply(store, new Command.UpgradeLease(reading, Duration.ofMinutes(5), Optional.of(ELSEWHERE)));
        LockRequest waiting = request("waiting")
                .write("app/posts/")
                .read("middleware.ts")
                .ttl(Duration.ofMillis(1500))
                .owner(ELSEWHERE)
                .age(new Age(Age.NO_WAVE, LATEST.minusSeconds(5)))
                .patience(Duration.ofMinutes(5))
                .build();
        apply(store, new Command.RequestLocks(waiting, Optional.of(ELSEWHERE)));
    }

    private static ConflictEntry unmerged() {
        return new ConflictEntry(
                LATEST,
                ConflictType.MERGE_CONFLICT,
                List.of(new FeatureId("auth"), new FeatureId("posts")),
                List.of("middleware.ts", "caf\u00e9/a, b.ts"),
                "Rework posts");
    }

    private static LockRequest.Builder request(String id) {
        return LockRequest.builder("agent-" + id, "auth").id(new RequestId(id)).policy(ContentionPolicy.WAIT);
    }

    private static LeaseId granted(DirectoryStore store, LockRequest.Builder request) {
        LockOutcome outcome = apply(store, new Command.RequestLocks(request.build()));
        return ((LockOutcome.Granted) outcome).lease().id();
    }

    private static <O> O apply(DirectoryStore store, Command<O> command) {
        return store.update((before, now) -> Rules.apply(before, command, now)).outcome();
    }

    private void editLocks(Consumer<ObjectNode> edit) throws IOException {
        edit(home.resolve("coordination-locks.json"), edit);
    }

    private void editState(Consumer<ObjectNode> edit) throws IOException {
        edit(home.resolve("coordination-state.json"), edit);
    }

    private static void edit(Path file, Consumer<ObjectNode> edit) throws IOException {
        JsonMapper mapper = new JsonMapper();
        ObjectNode document = (ObjectNode) mapper.readTree(Files.readAllBytes(file));
        edit.accept(document);
        Path temporary = file.resolveSibling("edited");
        Files.writeString(temporary, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(document));
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
