package dev.coord.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChildProcessTest {

    private static final byte[] NOTHING = {};

    private final List<String> told = new ArrayList<>();

    private ChildLimit limit(Duration duration) {
        return new ChildLimit(duration, told::add);
    }

    private static ProcessBuilder shell(String script) {
        return new ProcessBuilder("/bin/sh", "-c", script);
    }

    @Test
    void endsWhatTakesTooLongWithAllItRunsAndSaysWhatThatIs() {
        ChildProcess.Overdue overdue = catchThrowableOfType(
                ChildProcess.Overdue.class,
                () -> ChildProcess.run(shell("sleep 4711; true"), NOTHING, limit(Duration.ofMillis(300))));

        assertThat(overdue.runs()).contains("sleep 4711");
        assertThat(told).singleElement().isEqualTo(overdue.runs());
        assertThat(ProcessHandle.current().descendants())
                .noneMatch(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("4711"))
                        .isPresent());
    }

    @Test
    void isSilentAboutWhatEndsInTime() throws Exception {
        ChildProcess.Ended ended =
                ChildProcess.run(shell("cat; echo no >&2; exit 3"), "yes".getBytes(), limit(Duration.ofSeconds(20)));

        assertThat(ended).isEqualTo(new ChildProcess.Ended(3, "yes", "no\n"));
        assertThat(told).isEmpty();
    }

    @Test
    void waitsForNoProcessThatWasLeftRunningWithItsOutputOpen() throws Exception {
        long start = System.nanoTime();

        try {
            ChildProcess.run(shell("sleep 5 & echo done"), NOTHING, limit(Duration.ofMillis(300)));
        } catch (ChildProcess.Overdue e) {
            assertThat(e.runs()).isEqualTo("a process that it left running");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void endsAtAnInterruptWithinASecondAlsoWhatDoesNotListen() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            started.countDown();
            try {
                ChildProcess.run(
                        shell("sh -c 'trap \"\" TERM; sleep 4712; true'; true"), NOTHING, limit(Duration.ofHours(1)));
            } catch (InterruptedException e) {
                ended.countDown();
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        started.await();

        long start = System.nanoTime();
        thread.interrupt();

        assertThat(ended.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
}
