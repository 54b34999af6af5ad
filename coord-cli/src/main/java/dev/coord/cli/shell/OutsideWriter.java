package dev.coord.cli.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes to a stream of the system's on a thread of its own, in order. A pipe that nobody reads holds up that thread and
 * nothing else; it ends with the process.
 */
final class OutsideWriter {

    private final OutputStream out;
    private final AtomicLong waiting = new AtomicLong();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "coord-output");
        made.setDaemon(true);
        return made;
    });

    OutsideWriter(OutputStream out) {
        this.out = out;
    }

    /** How many bytes were not taken yet. */
    long waiting() {
        return waiting.get();
    }

    Future<?> write(byte[] bytes, int from, int length) {
        byte[] copy = new byte[length];
        System.arraycopy(bytes, from, copy, 0, length);
        waiting.addAndGet(length);
        return thread.submit(() -> {
            try {
                out.write(copy);
            } finally {
                waiting.addAndGet(-length);
            }
            return null;
        });
    }

    /**
     * Waits until something was written.
     *
     * @return whether it was, within that time
     * @throws IOException if the system did not take it
     * @throws InterruptedException if the thread is interrupted; it may be written later
     */
    static boolean isDone(Future<?> write, Duration longest) throws IOException, InterruptedException {
        try {
            write.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        }
    }
}
