package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.fs.document.Sample;
import dev.coord.lock.Lease;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.store.View;
import dev.coord.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others put where coord's files belong is neither read, written through nor waited for. */
@Timeout(30)
class HostileFilesTest {

    private static final String SECRET = "{\"locks\": [], \"pending_locks\": [], \"secret\": 1}";

    private final ManualClock clock = new ManualClock();

    @TempDir
    Path directory;

    private Path home;
    private Path victim;

    @BeforeEach
    void makeVictim() throws IOException {
        home = Files.createDirectory(directory.resolve("home"));
        victim = Files.writeString(directory.resolve("victim"), SECRET);
    }

    @Nested
    class InPlaceOfAView {

        @ParameterizedTest
        @EnumSource
        void isPutAsideWhileTheStoreIsInUse(Hostile what) throws IOException {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                Sample.granted(store, Sample.request("one", "a.ts").build());
                Snapshot before = store.read();
                for (View view : View.values()) {
                    String good = withoutRevision(view);
                    Files.delete(home.resolve(view.fileName()));
                    what.plant(home.resolve(view.fileName()), victim);

                    assertThat(store.read()).isEqualTo(before);

                    assertThat(withoutRevision(view)).isEqualTo(good);
                    assertThat(rejected()).hasSize(1);
                    Hostile.remove(rejected().get(0));
                }
                assertThat(victim).hasContent(SECRET);
            }
        }

        @ParameterizedTest
        @EnumSource
        void isPutAsideByWhoOpensTheStore(Hostile what) throws IOException {
            for (View view : View.values()) {
                what.plant(home.resolve(view.fileName()), victim);
            }

            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                assertThat(store.read()).isEqualTo(Snapshot.EMPTY);
                assertThat(rejected()).hasSize(2);
                assertThat(Files.readString(home.resolve("coordination-locks.json")))
                        .doesNotContain("secret");
            }
            assertThat(victim).hasContent(SECRET);
        }

        @Test
        void isPutAsideWhereItIsTooLarge() throws IOException {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                for (String size : List.of("17M", "1G")) {
                    Hostile.run(
                            "truncate",
                            "-s",
                            size,
                            home.resolve("coordination-locks.json").toString());

                    assertThat(store.read()).isEqualTo(Snapshot.EMPTY);
                    assertThat(Files.size(home.resolve("coordination-locks.json")))
                            .isLessThan(1_000);
                }
                assertThat(rejected()).hasSize(2);
            }
        }

        @Test
        void isPutAsideWhereItBelongsToAnotherUser() throws IOException {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                Path view = home.resolve("coordination-state.json");
                Files.writeString(view, Files.readString(view).replace("\"current_wave\": 0", "\"current_wave\": 7"));
                Hostile.giveAway(view);

                assertThat(store.read().state().currentWave()).isZero();
                assertThat(rejected()).hasSize(1);
            }
        }

        @Test
        void stopsEverythingWhereItCannotBePutAsideUntilItCan() throws Throwable {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                Path view = Files.writeString(home.resolve("coordination-state.json"), "{\"current_wave\": 7}");
                Hostile.giveAway(view);
                Hostile.whileFrozen(
                        view,
                        () -> assertThatThrownBy(() -> Sample.granted(
                                        store, Sample.request("one", "a.ts").build()))
                                .isInstanceOf(StoreFailed.class)
                                .hasMessageContaining(view.toString())
                                .hasMessageContaining("uid 65534")
                                .hasMessageContaining("cannot be moved aside")
                                .hasMessageContaining("nothing was changed"));

                Lease lease =
                        Sample.granted(store, Sample.request("one", "a.ts").build());
                assertThat(store.read().locks().leases()).containsExactly(lease);
                assertThat(store.read().state().currentWave()).isZero();
            }
        }

        @Test
        void isToldOnceAndKeptUnderANameThatSaysWhen() throws IOException {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                Files.delete(home.resolve("coordination-locks.json"));
                Files.createSymbolicLink(home.resolve("coordination-locks.json"), victim);
                Files.createSymbolicLink(home.resolve("coordination-locks.json.rejected-20251030T143000Z"), victim);

                store.read();
                store.read();

                assertThat(rejected())
                        .extracting(file -> file.getFileName().toString())
                        .containsExactly(
                                "coordination-locks.json.rejected-20251030T143000Z",
                                "coordination-locks.json.rejected-20251030T143000Z-2");
            }
        }
    }

    @Nested
    class InPlaceOfAPrivateFile {

        @ParameterizedTest
        @EnumSource
        void isRefusedByWhoOpensTheStore(Hostile what) throws IOException {
            for (String name : List.of("coord.lck", "snapshot.json")) {
                DirectoryStore.open(home, clock).close();
                Path file = home.resolve("coordination.d").resolve(name);
                Files.delete(file);
                what.plant(file, victim);

                assertRefused(file);

                assertThat(victim).hasContent(SECRET);
                Hostile.remove(home);
                Files.createDirectory(home);
            }
        }

        @ParameterizedTest
        @EnumSource
        void isRefusedInTheMidstOfUseAndForgottenOnceMended(Hostile what) throws IOException {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                Lease lease =
                        Sample.granted(store, Sample.request("one", "a.ts").build());
                for (String name : List.of("snapshot.json", "coord.lck")) {
                    Path file = home.resolve("coordination.d").resolve(name);
                    Path kept = Files.move(file, directory.resolve("kept"));
                    what.plant(file, victim);

                    assertThatThrownBy(() -> Sample.granted(
                                    store, Sample.request("two", "b.ts").build()))
                            .as(name)
                            .isInstanceOf(StoreFailed.class)
                            .hasMessageContaining(name);

                    Hostile.remove(file);
                    Files.move(kept, file);
                    assertThat(store.read().locks().leases()).containsExactly(lease);
                }
                Sample.granted(store, Sample.request("two", "b.ts").build());
            }
            assertThat(victim).hasContent(SECRET);
        }

        @Test
        void isRefusedWhereItBelongsToAnotherUser() throws IOException {
            DirectoryStore.open(home, clock).close();
            Path truth = home.resolve("coordination.d/snapshot.json");
            Hostile.giveAway(truth);

            assertThatThrownBy(() -> DirectoryStore.open(home, clock))
                    .isInstanceOf(StoreFailed.class)
                    .hasMessageContaining(truth.toString())
                    .hasMessageContaining("(uid 65534)");
        }

        @Test
        void aTemporaryFileOfSomebodyElseStopsNobody() throws Throwable {
            Path directoryOfThatName = Files.createDirectories(home.resolve(".coord-tmp-1/full"));
            Path foreign = Files.writeString(home.resolve(".coord-tmp-2"), "");
            Files.createSymbolicLink(home.resolve(".coord-tmp-3"), victim);
            Hostile.whileFrozen(foreign, () -> DirectoryStore.open(home, clock).close());

            assertThat(directoryOfThatName).exists();
            assertThat(victim).hasContent(SECRET);
        }
    }

    @Nested
    class InPlaceOfTheControlDirectory {

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECTORY")
        void isRefused(Hostile what) throws IOException {
            what.plant(home.resolve("coordination.d"), victim);

            assertRefused(home.resolve("coordination.d"));
        }

        @Test
        void aLinkToADirectoryIsRefused() throws IOException {
            Path trap = Files.createDirectory(directory.resolve("trap"));
            Files.createSymbolicLink(home.resolve("coordination.d"), trap);

            assertRefused(home.resolve("coordination.d"));
            assertThat(trap).isEmptyDirectory();
        }

        @Test
        void aDirectoryOfSomebodyElseIsRefused() throws IOException {
            Path control = Files.createDirectory(home.resolve("coordination.d"));
            Hostile.giveAway(control);

            assertRefused(control);
            assertThat(control).isEmptyDirectory();
        }

        @Test
        void aDirectoryThatOthersCanWriteIsRefused() throws IOException {
            for (String mode : List.of("rwxrwx---", "rwx----w-", "rwxrwxrwx")) {
                Path control = home.resolve("coordination.d");
                Files.createDirectories(control);
                Files.setPosixFilePermissions(control, PosixFilePermissions.fromString(mode));

                assertThatThrownBy(() -> DirectoryStore.open(home, clock))
                        .as(mode)
                        .isInstanceOf(StoreFailed.class)
                        .hasMessageContaining(control.toString())
                        .hasMessageContaining("chmod 700");
            }
        }

        @Test
        void aDirectoryThatOthersCanReadIsClosed() throws IOException {
            Path control = Files.createDirectory(home.resolve("coordination.d"));
            Files.setPosixFilePermissions(control, PosixFilePermissions.fromString("rwxr-xr-x"));

            DirectoryStore.open(home, clock).close();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(control)))
                    .isEqualTo("rwx------");
        }

        @Test
        void liesInADirectoryThatEverybodyMayWrite() throws IOException {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));

            DirectoryStore.open(home, clock).close();

            for (String name : List.of("coord.lck", "snapshot.json")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                                home.resolve("coordination.d").resolve(name))))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Nested
    class InPlaceOfTheConflictLog {

        @ParameterizedTest
        @EnumSource
        void isNotWrittenInto(Hostile what) throws IOException {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                Path log = home.resolve("conflicts.log");
                what.plant(log, victim);

                assertThatThrownBy(() -> log(store, "first"))
                        .isInstanceOf(StoreFailed.class)
                        .hasMessageContaining(log.toString())
                        .hasMessageContaining("nothing was changed");
                assertThat(victim).hasContent(SECRET);

                Hostile.remove(log);
                log(store, "second");
                assertThat(store.conflicts()).containsExactly(Sample.conflict("second"));
            }
            assertThat(directory.resolve("not-there")).doesNotExist();
        }

        @Test
        void isNotWrittenIntoWhereItBelongsToAnotherUser() throws IOException {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                Path log = Files.writeString(home.resolve("conflicts.log"), "");
                Hostile.giveAway(log);

                assertThatThrownBy(() -> log(store, "first"))
                        .isInstanceOf(StoreFailed.class)
                        .hasMessageContaining("(uid 65534)");
                assertThat(log).isEmptyFile();
            }
        }

        @Test
        void isReadInTimeWhateverItHolds() throws IOException {
            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                log(store, "first");
                Files.writeString(
                        home.resolve("conflicts.log"),
                        Files.readString(home.resolve("conflicts.log")) + "[".repeat(1 << 21) + "\n"
                                + "\\u".repeat(1 << 20) + "\n");

                assertThat(store.conflicts()).containsExactly(Sample.conflict("first"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void inPlaceOfTheHistoryIsNotWrittenInto(Hostile what) throws IOException {
        what.plant(home.resolve("history.jsonl"), victim);

        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            Sample.granted(store, Sample.request("one", "a.ts").build());
        }

        assertThat(victim).hasContent(SECRET);
        assertThat(directory.resolve("not-there")).doesNotExist();
    }

    @Test
    void aViewKeepsItsMode() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            Path view = home.resolve("coordination-locks.json");
            for (String mode : List.of("rw-------", "rw-rw-r--", "r--r--r--", "rw-rw-rw-")) {
                Files.setPosixFilePermissions(view, PosixFilePermissions.fromString(mode));
                String before = Files.readString(view);

                Sample.granted(store, Sample.request(mode, mode).build());

                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(view)))
                        .isEqualTo(mode);
                assertThat(view).content().isNotEqualTo(before);
            }
        }
    }

    private void assertRefused(Path file) {
        assertThatThrownBy(() -> DirectoryStore.open(home, clock))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("nothing was changed");
    }

    private String withoutRevision(View view) throws IOException {
        return Files.readString(home.resolve(view.fileName())).replaceAll("\"revision\": \\d+", "");
    }

    private List<Path> rejected() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file ->
                            file.toString().contains(".rejected-") && Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static void log(DirectoryStore store, String resolution) {
        store.update((before, now) -> new Transition<>(before, "", List.of(Sample.conflict(resolution))));
    }
}
