package dev.coord.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.ProcessId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

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
}
