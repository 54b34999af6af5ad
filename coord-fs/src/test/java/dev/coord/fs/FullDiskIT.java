package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.protocol.edit.EditReader;
import dev.coord.fs.disk.Content;
import dev.coord.fs.document.Sample;
import dev.coord.store.View;
import dev.coord.testkit.ManualClock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system of one megabyte that is full, or mounted anew for reading only. Linux, where one may mount. */
class FullDiskIT {

    private final ManualClock clock = new ManualClock();

    @TempDir
    Path temp;

    private Path disk;
    private Path home;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(temp.resolve("disk"));
        home = disk.resolve("coord");
        mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "coord-test", disk.toString());
        assumeTrue(mounted, "only who may mount file systems can fill one");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    @Test
    void aFullDiskIsSaidAndLosesNothing() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            Sample.granted(store, Scenarios.request("one"));
            Recovered before = Recovered.shown(store, home);
            int refused = 0;
            for (int left = 0; left < 24_000; left += 2_000) { // each step of a commit finds the disk full
                fill(left);

                try {
                    Sample.granted(store, Scenarios.request("agent-" + left, "file-" + left));
                } catch (StoreFailed e) {
                    refused++;
                    assertThat(e).hasMessageContaining("its disk is full").hasMessageContaining(home.toString());
                    if (!e.getMessage().contains("outcome is unknown")) {
                        assertThat(store.read()).isEqualTo(before.snapshot());
                    }
                }
                theFilesParse();
                Files.delete(disk.resolve("filler"));

                assertThat(store.conflicts()).isEmpty();
                Recovered now = Recovered.shown(store, home);
                now.isWhole(home);
                assertThat(now.snapshot().locks().leases())
                        .containsAll(before.snapshot().locks().leases());
                before = now;
            }
            assertThat(refused).isPositive();
            Sample.granted(store, Scenarios.request("after", "after.ts"));
        }
        try (DirectoryStore again = DirectoryStore.open(home, clock)) {
            assertThat(again.read().locks().leases())
                    .anyMatch(lease -> lease.agent().value().equals("after"));
        }
    }

    @Test
    void aFullDiskRefusesANewStoreAndTakesItLater() throws IOException {
        fill(0);

        assertThatThrownBy(() -> DirectoryStore.open(home, clock))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining("its disk is full");

        Files.delete(disk.resolve("filler"));
        DirectoryStore.open(home, clock).close();
    }

    @Test
    void aDiskForReadingOnlyIsSaidAndLosesNothing() throws Exception {
        Recovered before;
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            Sample.granted(store, Scenarios.request("one"));
            before = Recovered.shown(store, home);
        }
        assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();

        assertThatThrownBy(() -> DirectoryStore.open(home, clock))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining("its file system is mounted read-only")
                .hasMessageContaining(home.toString());
        theFilesParse();

        assertThat(run("mount", "-o", "remount,rw", disk.toString())).isTrue();
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            assertThat(Recovered.shown(store, home)).isEqualTo(before);
            Sample.granted(store, Scenarios.request("two", "b.ts"));
        }
    }

    private void theFilesParse() throws IOException {
        for (View view : View.values()) {
            Path file = home.resolve(view.fileName());
            assertThat(EditReader.understood(view, Content.of(file).bytes()).has("revision"))
                    .isTrue();
        }
    }

    /** Leaves so many bytes. */
    private void fill(int left) throws IOException {
        try (OutputStream filler = Files.newOutputStream(disk.resolve("filler"))) {
            byte[] block = new byte[1024];
            long rest = Files.getFileStore(disk).getUsableSpace() - left;
            for (; rest > 0; rest -= block.length) {
                filler.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("its disk is full");
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }
}
