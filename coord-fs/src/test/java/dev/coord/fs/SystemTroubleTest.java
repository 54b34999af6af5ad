package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.fs.document.DocumentJson;
import dev.coord.fs.document.Sample;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseOutcome;
import dev.coord.state.Command;
import dev.coord.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trouble ends with a clear error, loses nothing, and leaves nothing behind once it is mended. */
@Timeout(60)
class SystemTroubleTest {

    private final ManualClock clock = new ManualClock();

    @TempDir
    Path directory;

    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectory(directory.resolve("home"));
    }

    @Test
    void aDirectoryThatCannotBeWritten() throws Throwable {
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            Lease first = granted(store, "one");
            Path control = home.resolve("coordination.d");

            Hostile.whileFrozen(control, () -> {
                assertThatThrownBy(() -> granted(store, "two"))
                        .isInstanceOf(StoreFailed.class)
                        .hasMessageContaining(home.toString())
                        .hasMessageContaining("nothing was changed");
                assertThat(store.read().locks().leases()).containsExactly(first);
            });

            Lease second = granted(store, "two");
            assertThat(store.read().locks().leases()).containsExactly(first, second);
        }
    }

    @Test
    void aDirectoryThatCannotBeOpenedForWriting() throws Throwable {
        DirectoryStore.open(home, clock).close();

        Hostile.whileFrozen(
                home,
                () -> assertThatThrownBy(() -> DirectoryStore.open(home, clock))
                        .isInstanceOf(StoreFailed.class)
                        .hasMessageContaining(home.toString()));

        DirectoryStore.open(home, clock).close();
    }

    @Test
    void aDirectoryThatIsGoneForAWhile() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            Lease first = granted(store, "one");
            Path away = directory.resolve("away");
            Files.move(home, away);

            assertThatThrownBy(() -> granted(store, "two"))
                    .isInstanceOf(StoreFailed.class)
                    .hasMessageContaining(home.toString());
            assertThatThrownBy(store::read).isInstanceOf(StoreFailed.class);
            Files.move(away, home);

            Lease second = granted(store, "two");
            assertThat(store.read().locks().leases()).containsExactly(first, second);
        }
    }

    @Test
    void aDirectoryThatWasRemovedIsBegunAnewByWhoOpensItAgain() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            granted(store, "one");
            Hostile.remove(home);

            assertThatThrownBy(() -> granted(store, "two")).isInstanceOf(StoreFailed.class);

            try (DirectoryStore again = DirectoryStore.open(home, clock)) {
                Lease only = granted(again, "three");
                assertThat(again.read().locks().leases()).containsExactly(only);
                assertThatThrownBy(() -> granted(store, "four"))
                        .as("who still has the old one open")
                        .isInstanceOf(StoreFailed.class)
                        .hasMessageContaining("coord.lck");
            }
        }
    }

    @Test
    void aLockFileThatWasReplaced() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            Lease first = granted(store, "one");
            Path file = home.resolve("coordination.d/coord.lck");
            Path kept = Files.move(file, directory.resolve("kept"));
            Files.createFile(file);

            assertThatThrownBy(() -> granted(store, "two"))
                    .isInstanceOf(StoreFailed.class)
                    .hasMessageContaining("removed or replaced");

            Files.delete(file);
            Files.move(kept, file);
            Lease second = granted(store, "two");
            assertThat(store.read().locks().leases()).containsExactly(first, second);
        }
    }

    @Test
    void aDamagedSnapshotIsKeptAndUsedAgainOnceItIsRestored() throws IOException {
        Lease first;
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            first = granted(store, "one");
        }
        Path truth = home.resolve("coordination.d/snapshot.json");
        byte[] good = Files.readAllBytes(truth);
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 1;
        Files.write(truth, bad);

        assertThatThrownBy(() -> DirectoryStore.open(home, clock))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining(truth.toString())
                .hasMessageContaining("corrupt");
        assertThat(truth).hasBinaryContent(bad);
        Files.write(truth, good);

        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            assertThat(store.read().locks().leases()).containsExactly(first);
        }
    }

    @Test
    void aSnapshotThatIsDamagedUnderWhoKnowsItIsMended() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            Lease first = granted(store, "one");
            Path truth = home.resolve("coordination.d/snapshot.json");
            byte[] bad = Files.readAllBytes(truth);
            bad[bad.length / 2] ^= 1;
            Files.write(truth, bad);

            Lease second = granted(store, "two");

            assertThat(DocumentJson.read(Files.readAllBytes(truth), "snapshot.json")
                            .snapshot()
                            .locks()
                            .leases())
                    .containsExactly(first, second);
        }
    }

    @Test
    void aFileSystemThatCannotBeWritten() throws IOException {
        assumeTrue(Hostile.isAdministrator(), "only root mounts file systems");
        assumeTrue(
                Hostile.exit("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", home.toString()) == 0,
                "nor can he here");
        try {
            DirectoryStore.open(home, clock).close();
            Hostile.run("mount", "-o", "remount,ro", home.toString());

            assertThatThrownBy(() -> DirectoryStore.open(home, clock))
                    .isInstanceOf(StoreFailed.class)
                    .hasMessageContaining(home.toString())
                    .hasMessageContaining("its file system is mounted read-only");
            Hostile.run("mount", "-o", "remount,rw", home.toString());

            try (DirectoryStore store = DirectoryStore.open(home, clock)) {
                granted(store, "one");
            }
        } finally {
            Hostile.run("umount", "-l", home.toString());
        }
    }

    @Test
    void aClockThatIsSetBack() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            Lease lease = granted(store, "one");
            clock.set(clock.instant().minus(Duration.ofDays(400)));

            Lease second = granted(store, "two");

            assertThat(store.read().locks().leases()).extracting(Lease::id).containsExactly(lease.id(), second.id());
            assertThat(second.token()).isGreaterThan(lease.token());
            clock.advance(lease.ttl());
            granted(store, "three");
            assertThat(store.read().locks().leases()).hasSize(1);
        }
    }

    @Test
    void aClockThatIsSetForward() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            Lease lease = granted(store, "one");
            clock.set(clock.instant().plus(Duration.ofDays(400)));

            LeaseOutcome outcome = Sample.apply(store, new Command.RenewLease(lease.id()));

            assertThat(outcome).isInstanceOf(LeaseOutcome.Gone.class);
            clock.set(clock.instant().minus(Duration.ofDays(400)));
            assertThat(granted(store, "one-again").token()).isGreaterThan(lease.token());
        }
    }

    private static Lease granted(DirectoryStore store, String who) {
        return Sample.granted(store, Sample.request(who, who + ".ts").build());
    }
}
