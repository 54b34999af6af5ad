package dev.coord.cli.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * Standard output: whatever is written has arrived, or fails. Whoever reads it may take his time, as a pager does, unless
 * somebody else waits for what the answer tells of; an interrupt ends the wait.
 */
public final class AnswerStream extends OutputStream {

    private static final Duration FOR_EVER = Duration.ofDays(365);

    /** Then it is said. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** What is left of a write to a reader who reads, once the process is to end. */
    private static final Duration GRACE = Duration.ofMillis(200);

    private final OutsideWriter writer;
    private Duration longest = FOR_EVER;
    private long begun = System.nanoTime();
    private Runnable slow = () -> {};

    public AnswerStream(OutputStream out) {
        this.writer = new OutsideWriter(out);
    }

    /**
     * From now on all that is written has to have arrived within a time.
     *
     * @param time how long
     * @param told is told once, where it takes longer than two seconds
     */
    public void within(Duration time, Runnable told) {
        longest = time;
        begun = System.nanoTime();
        slow = told;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        Future<?> write = writer.write(bytes, from, length);
        try {
            if (OutsideWriter.isDone(write, shorter(SILENCE, left()))) {
                return;
            }
            slow.run();
            slow = () -> {};
            if (!OutsideWriter.isDone(write, left())) {
                throw new IOException("nobody has read it for " + longest.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            requireDone(write);
        }
    }

    private static void requireDone(Future<?> write) throws IOException {
        try {
            if (!OutsideWriter.isDone(write, GRACE)) {
                throw new IOException("nobody had read it when the command was ended");
            }
        } catch (InterruptedException again) {
            throw new IOException("the command was ended twice", again);
        } finally {
            Thread.currentThread().interrupt();
        }
    }

    private Duration left() {
        Duration left = longest.minusNanos(System.nanoTime() - begun);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
