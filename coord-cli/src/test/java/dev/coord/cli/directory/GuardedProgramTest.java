package dev.coord.cli.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.StoreFailed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GuardedProgramTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static GuardedProgram.Ended sh(String script, Duration longest) throws InterruptedException {
        return GuardedProgram.run(List.of("sh", "-c", script), "text".getBytes(StandardCharsets.UTF_8), longest);
    }

    @Test
    void givesWhatTheProgramMakesOfItsInput() throws InterruptedException {
        GuardedProgram.Ended ended = sh("cat; echo no >&2; exit 3", LONG);

        assertThat(ended.status()).isEqualTo(3);
        assertThat(new String(ended.out(), StandardCharsets.UTF_8)).isEqualTo("text");
        assertThat(new String(ended.err(), StandardCharsets.UTF_8)).isEqualTo("no\n");
    }

    @Test
    void doesNotWaitForAProcessThatTheProgramLeavesWithItsOutput() throws InterruptedException {
        GuardedProgram.Ended ended = sh("sleep 50 & cat", LONG);

        assertThat(ended.status()).isZero();
        assertThat(new String(ended.out(), StandardCharsets.UTF_8)).isEqualTo("text");
    }

    @Test
    void givesAllThatItPrintedHoweverMuch() throws InterruptedException {
        GuardedProgram.Ended ended = sh("sleep 50 & head -c 5000000 /dev/zero", LONG);

        assertThat(ended.out()).hasSize(5_000_000);
    }

    @Test
    void endsAProgramThatTakesTooLong() {
        assertThatThrownBy(() -> sh("sleep 25", Duration.ofMillis(300)))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining("took longer");
    }
}
