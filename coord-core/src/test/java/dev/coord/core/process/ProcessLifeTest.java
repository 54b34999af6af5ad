package dev.coord.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessLifeTest {

    @Test
    void thisProcessLives() {
        assertThat(ProcessLife.isAlive(ProcessLife.current())).isTrue();
        assertThat(ProcessLife.find(ProcessLife.current())).contains(ProcessHandle.current());
        assertThat(ProcessLife.of(ProcessHandle.current())).contains(ProcessLife.current());
    }

    @Test
    void aKilledProcessDoesNot() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessId id = ProcessLife.of(process.toHandle()).orElseThrow();
        assertThat(ProcessLife.isAlive(id)).isTrue();

        process.destroyForcibly().waitFor();

        assertThat(ProcessLife.isAlive(id)).isFalse();
        assertThat(ProcessLife.find(id)).isEmpty();
        assertThat(ProcessLife.of(process.toHandle())).isEmpty();
    }

    /** The parent of a killed agent may never collect it. */
    @Test
    @Timeout(60)
    @EnabledOnOs(OS.LINUX)
    void whatIsLeftOfAnEndedProcessDoesNotLive() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; exec sleep 60").start();
        try {
            ProcessHandle child = ProcessHandle.of(
                            Long.parseLong(parent.inputReader().readLine()))
                    .orElseThrow();
            ProcessId id = ProcessLife.of(child).orElseThrow();
            assertThat(ProcessLife.isAlive(id)).isTrue();
            Path name = Path.of("/proc/" + parent.pid() + "/comm");
            while (!Files.readString(name).startsWith("sleep")) { // until then a shell collects it
                Thread.onSpinWait();
            }

            child.destroyForcibly();

            while (ProcessLife.isAlive(id)) {
                Thread.onSpinWait();
            }
            assertThat(ProcessLife.find(id)).isEmpty();
            assertThat(ProcessLife.of(child)).isEmpty();
            assertThat(Files.readString(Path.of("/proc/" + child.pid() + "/stat")))
                    .as("it is still there for its parent to collect")
                    .contains(") Z ");
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    @Test
    void aProcessWithTheSameNumberIsAnotherOne() {
        ProcessId self = ProcessLife.current();
        ProcessId earlier = new ProcessId(self.pid(), Instant.EPOCH, self.host());

        assertThat(ProcessLife.isAlive(earlier)).isFalse();
        assertThat(ProcessLife.find(earlier)).isEmpty();
    }

    @Test
    void nothingIsKnownOfOtherHosts() {
        ProcessId self = ProcessLife.current();
        ProcessId elsewhere = new ProcessId(self.pid(), self.startedAt(), "elsewhere");

        assertThat(ProcessLife.isAlive(elsewhere)).isTrue();
        assertThat(ProcessLife.find(elsewhere)).isEmpty();
    }

    /** The time a JVM tells for a start moves when the clock is set; the identity must not. */
    @Test
    void theIdentityDoesNotHangOnTheClock() {
        assertThat(ProcessLife.current().startedAt()).isBefore(Instant.EPOCH.plusSeconds(3600));
    }

    /** A host is often known by no name server, and then asking takes as long as a timeout of the network. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsTheHostByItsBootAndNotByAName() throws IOException {
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();

        assertThat(ProcessLife.current().host()).startsWith(boot);
    }
}
