package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.state.Rules;
import dev.coord.fs.document.Sample;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.state.Command;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.testkit.ManualClock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest {

    private final ManualClock clock = new ManualClock();

    @TempDir
    Path home;

    @Nested
    class TheProtocolsFiles {

        @Test
        void showsLocksAsTheSpecificationDoes() throws IOException {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                Lease lease = Sample.granted(
                        store, Sample.request("implementor-1", "middleware.ts").build());
                Sample.apply(
                        store,
                        new Command.RequestLocks(
                                Sample.request("implementor-2", "middleware.ts").build()));

                JsonNode file = json("coordination-locks.json");

                assertThat(file.at("/locks/0").toString())
                        .isEqualTo("{\"file_path\":\"middleware.ts\",\"locked_by\":\"implementor-1\","
                                + "\"feature_id\":\"P1_user_auth\",\"timestamp\":\"2025-10-30T14:30:00Z\","
                                + "\"operation\":\"write\",\"lease_id\":\"" + lease.id()
                                + "\",\"expires_at\":\"2025-10-30T14:35:00Z\",\"token\":1}");
                assertThat(file.at("/pending_locks/0/requested_by").asText()).isEqualTo("implementor-2");
                assertThat(file.at("/revision").asLong()).isEqualTo(2);
            }
        }

        @Test
        void showsAnEmptyStateAtOnce() throws IOException {
            DirectoryStore.open(home, clock).close();

            assertThat(json("coordination-state.json").toString())
                    .startsWith("{\"current_wave\":0,\"completed_features\":[],\"active_features\":[],"
                            + "\"blocked_features\":[],\"schema_changes\":[],\"shared_resources\":{}");
            assertThat(json("coordination-locks.json").toString()).startsWith("{\"locks\":[],\"pending_locks\":[]");
        }

        @Test
        void keepsItsOwnFilesPrivate() throws IOException {
            DirectoryStore.open(home, clock).close();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("coordination.d"))))
                    .isEqualTo("rwx------");
            assertThat(names(home.resolve("coordination.d"))).containsExactly("coord.lck", "snapshot.json");
            assertThat(names(home))
                    .containsExactly("coordination-locks.json", "coordination-state.json", "coordination.d");
        }

        @Test
        void leavesAFileWhoseContentDoesNotChange() throws IOException {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                String before = text("coordination-state.json");

                Sample.granted(
                        store, Sample.request("implementor-1", "middleware.ts").build());

                assertThat(text("coordination-state.json")).isEqualTo(before);
            }
        }
    }

    @Test
    void readsAgainHoweverMuchOneUpdateLogged() {
        String resolution = "x".repeat(1 << 20);
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            store.update((before, now) -> new Transition<>(
                    before,
                    "",
                    IntStream.range(0, 24)
                            .mapToObj(i -> Sample.conflict(resolution + i))
                            .toList()));
        }

        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            assertThat(store.conflicts()).hasSize(24);
        }
    }

    @Nested
    class AfterACrash {

        @Test
        void writesTheViewsThatADeadProcessDidNotWrite() throws IOException {
            DirectoryStore.open(home, clock).close();
            String old = text("coordination-locks.json");
            Snapshot committed;
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                Sample.granted(
                        store, Sample.request("implementor-1", "middleware.ts").build());
                committed = store.read();
            }
            String current = text("coordination-locks.json");
            Files.writeString(home.resolve("coordination-locks.json"), old);

            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                assertThat(store.read()).isEqualTo(committed);
                assertThat(text("coordination-locks.json")).isEqualTo(current);
            }
        }

        @Test
        void writesAViewAgainThatSomebodyRemoved() throws IOException {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                Sample.granted(
                        store, Sample.request("implementor-1", "middleware.ts").build());
                Snapshot before = store.read();
                String current = text("coordination-locks.json");
                Files.delete(home.resolve("coordination-locks.json"));
                Files.delete(home.resolve("coordination-state.json"));

                assertThat(store.read()).isEqualTo(before);
                assertThat(text("coordination-locks.json")).isEqualTo(current);
                assertThat(home.resolve("coordination-state.json")).exists();
            }
        }

        @Test
        void writesTheLogEntryThatADeadProcessDidNotWrite() throws IOException {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                log(store, "first");
                log(store, "second");
            }
            String log = text("conflicts.log");
            Files.writeString(home.resolve("conflicts.log"), log.substring(0, log.length() / 2 + 10));

            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                assertThat(store.conflicts()).containsExactly(Sample.conflict("first"), Sample.conflict("second"));
                assertThat(text("conflicts.log")).isEqualTo(log);
            }
        }

        @Test
        void sweepsTemporaryFilesAway() throws IOException {
            DirectoryStore.open(home, clock).close();
            Files.writeString(home.resolve(".coord-tmp-1"), "{");
            Files.writeString(home.resolve("coordination.d/.coord-tmp-2"), "{");

            DirectoryStore.open(home, clock).close();

            assertThat(names(home)).noneMatch(name -> name.contains("tmp"));
            assertThat(names(home.resolve("coordination.d"))).noneMatch(name -> name.contains("tmp"));
        }

        @Test
        void freesTheLocksOfADeadProcessWithTheNextUpdate() throws Exception {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                Process process = new ProcessBuilder("sleep", "60").start();
                ProcessId owner = ProcessLife.of(process.toHandle()).orElseThrow();
                Sample.granted(
                        store,
                        Sample.request("mortal", "middleware.ts").owner(owner).build());
                process.destroyForcibly().waitFor();

                Lease next = Sample.granted(
                        store, Sample.request("heir", "middleware.ts").build());

                assertThat(store.read().locks().leases()).containsExactly(next);
            }
        }

        @Test
        void aWaiterNoticesThatTheHolderDied() throws Exception {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                Process process = new ProcessBuilder("sleep", "60").start();
                ProcessId owner = ProcessLife.of(process.toHandle()).orElseThrow();
                Sample.granted(
                        store,
                        Sample.request("mortal", "middleware.ts").owner(owner).build());
                Sample.apply(
                        store,
                        new Command.RequestLocks(
                                Sample.request("heir", "middleware.ts").build()));
                long seen = store.read().revision();
                process.destroyForcibly().waitFor();

                Snapshot after = store.awaitChange(seen, Instant.MAX);

                assertThat(after.locks().leases())
                        .extracting(lease -> lease.agent().value())
                        .containsExactly("heir");
            }
        }
    }

    @Nested
    class WhenItCannotWork {

        @Test
        void refusesAFileInPlaceOfTheDirectory() throws IOException {
            Path file = Files.writeString(home.resolve("file"), "");

            assertThatThrownBy(() -> DirectoryStore.open(file, clock))
                    .isInstanceOf(StoreFailed.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("--dir");
        }

        @Test
        void refusesACorruptSnapshotAndLeavesIt() throws IOException {
            DirectoryStore.open(home, clock).close();
            Path truth = home.resolve("coordination.d/snapshot.json");
            for (String corrupt : List.of("", "{", "[]", "{\"format\":2}", "{\"format\":1}", "\u0000")) {
                Files.writeString(truth, corrupt);

                assertThatThrownBy(() -> DirectoryStore.open(home, clock))
                        .as(corrupt)
                        .isInstanceOf(StoreFailed.class)
                        .hasMessageContaining("snapshot.json");
                assertThat(truth).hasContent(corrupt);
            }
        }

        @Test
        void refusesToGoOnWithoutItsLockFile() throws IOException {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                Files.delete(home.resolve("coordination.d/coord.lck"));

                assertThatThrownBy(() -> log(store, "lost"))
                        .isInstanceOf(StoreFailed.class)
                        .hasMessageContaining("coord.lck");

                try (DirectoryStore again = DirectoryStore.open(home, clock)) {
                    log(again, "kept");
                }
                assertThat(text("conflicts.log")).contains("kept").doesNotContain("lost");
            }
        }

        @Test
        void doesNotTakeARemovedSnapshotForANewOne() throws IOException {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                Sample.granted(
                        store, Sample.request("implementor-1", "middleware.ts").build());
                Files.delete(home.resolve("coordination.d/snapshot.json"));

                assertThatThrownBy(store::read)
                        .isInstanceOf(StoreFailed.class)
                        .hasMessageContaining("removed while it was in use");
            }
        }

        @Test
        void saysThatAnUpdateIsInForceWhoseFilesCouldNotBeWritten() throws Exception {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                String before = text("coordination-locks.json");
                Command<LockOutcome> request = new Command.RequestLocks(
                        Sample.request("implementor-1", "middleware.ts").build());
                List<Closeable> frozen = new ArrayList<>();

                assertThatThrownBy(() -> store.update((snapshot, now) -> {
                            frozen.add(Hostile.frozen(home));
                            return Rules.apply(snapshot, request, now);
                        }))
                        .isInstanceOf(StoreFailed.class)
                        .hasMessageContaining("outcome is unknown")
                        .hasMessageContaining(home.toString());
                assertThat(text("coordination-locks.json")).isEqualTo(before);
                frozen.get(0).close();

                assertThat(store.read().locks().leases()).hasSize(1);
                log(store, "next");
                assertThat(text("coordination-locks.json")).contains("middleware.ts");
            }
        }
    }

    private static void log(DirectoryStore store, String resolution) {
        store.update((before, now) -> new Transition<>(before, "", List.of(Sample.conflict(resolution))));
    }

    private JsonNode json(String name) throws IOException {
        return new JsonMapper().readTree(Files.readAllBytes(home.resolve(name)));
    }

    private String text(String name) throws IOException {
        return Files.readString(home.resolve(name));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
