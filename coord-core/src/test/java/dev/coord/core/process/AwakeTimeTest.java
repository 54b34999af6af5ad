package dev.coord.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AwakeTimeTest {

    private final AtomicLong clock = new AtomicLong();

    @Test
    void endsAtTheLimit() throws InterruptedException {
        assertThat(AwakeTime.endsWithin(working(4), Duration.ofSeconds(5), clock::get))
                .isTrue();
        assertThat(AwakeTime.endsWithin(working(6), Duration.ofSeconds(5), clock::get))
                .isFalse();
    }

    @Test
    void timeInWhichThisProcessStoodStillDoesNotCount() throws InterruptedException {
        Process process = new Worker(4) {
            @Override
            public boolean waitFor(long timeout, TimeUnit unit) {
                clock.addAndGet(TimeUnit.HOURS.toNanos(1)); // Ctrl-Z, and 'fg' after lunch
                return super.waitFor(timeout, unit);
            }
        };

        assertThat(AwakeTime.endsWithin(process, Duration.ofSeconds(5), clock::get))
                .isTrue();
    }

    private Worker working(int seconds) {
        return new Worker(seconds);
    }

    /** Ends after so many seconds of work. */
    private class Worker extends Process {

        private int left;

        Worker(int seconds) {
            left = seconds;
        }

        @Override
        public boolean waitFor(long timeout, TimeUnit unit) {
            clock.addAndGet(unit.toNanos(timeout));
            left--;
            return left <= 0;
        }

        @Override
        public int waitFor() {
            return 0;
        }

        @Override
        public boolean isAlive() {
            return left > 0;
        }

        @Override
        public int exitValue() {
            return 0;
        }

        @Override
        public void destroy() {
            left = 0;
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }
    }
}
