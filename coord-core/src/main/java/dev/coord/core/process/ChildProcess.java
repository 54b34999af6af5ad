package dev.coord.core.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.core.spi.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Runs a process to its end, or to the end of its time. */
public final class ChildProcess {

    /** For git, which removes its lock files upon the request to end, and does so at once. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    /** For what it runs: a driver or a filter that does not end keeps nobody waiting. */
    private static final Duration GRACE_OF_OTHERS = Duration.ofMillis(300);

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** For a process that an interrupt is not to end. */
    private static final Duration LAST_STEPS = Duration.ofSeconds(5);

    /** Threads that read and write: starting one takes longer than what most of them do. */
    private static final ExecutorService STREAMS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), ChildProcess::thread);

    private ChildProcess() {}

    /** What the process left: its exit status and both streams, one character for each byte. */
    public record Ended(int exit, String out, String error) {

        @Override
        public String toString() {
            return "exit status " + exit;
        }
    }

    /** Its time was over; it has ended, with everything it ran. */
    public static final class Overdue extends IOException {

        private static final long serialVersionUID = 1L;

        private final String runs;

        private Overdue(String runs) {
            super("it took too long");
            this.runs = runs;
        }

        /** What it was waiting for; nothing where it ran nothing itself. */
        public String runs() {
            return runs;
        }
    }

    /**
     * Feeds the process, reads both its streams at once so that neither can fill up, and waits.
     *
     * @throws Overdue if that took longer than it may
     * @throws InterruptedException if the thread was interrupted; the process has ended
     */
    public static Ended run(ProcessBuilder builder, byte[] input, ChildLimit limit)
            throws IOException, InterruptedException {
        Process process = builder.start();
        FutureTask<byte[]> out = read(process.getInputStream());
        FutureTask<byte[]> error = read(process.getErrorStream());
        feed(process.getOutputStream(), input);
        try {
            if (!limit.lasts(process)) {
                throw new Overdue(ChildLimit.runs(process));
            }
            return new Ended(process.exitValue(), text(out, limit), text(error, limit));
        } catch (ExecutionException e) {
            throw new IOException("cannot read what " + builder.command().get(0) + " wrote", e.getCause());
        } finally {
            end(process);
        }
    }

    /** As {@link #run}, but an interrupt first lets the process do its last steps. */
    public static Ended runToTheEnd(ProcessBuilder builder, byte[] input, ChildLimit limit)
            throws IOException, InterruptedException {
        FutureTask<Ended> task = new FutureTask<>(() -> run(builder, input, limit));
        Thread worker = thread(task);
        worker.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return interrupted ? task.get(LAST_STEPS.toMillis(), TimeUnit.MILLISECONDS) : task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    worker.interrupt();
                } catch (ExecutionException e) {
                    throw failed(builder, e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException failed(ProcessBuilder builder, ExecutionException e) throws InterruptedException {
        if (e.getCause() instanceof InterruptedException) {
            throw new InterruptedException("interrupted, and its time for last steps was over");
        }
        return e.getCause() instanceof IOException cause
                ? cause
                : new IOException("cannot run " + builder.command().get(0) + ": " + FailureText.of(e), e);
    }

    /** A process of its own that it left running may keep the stream open. */
    private static String text(FutureTask<byte[]> stream, ChildLimit limit)
            throws ExecutionException, InterruptedException, Overdue {
        try {
            return new String(stream.get(limit.limit().toMillis(), TimeUnit.MILLISECONDS), ISO_8859_1);
        } catch (TimeoutException e) {
            throw new Overdue("a process that it left running");
        }
    }

    /** By a request, and by force for what has not ended after a while; also when the thread is interrupted. */
    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> others = process.descendants().toList();
        process.destroy();
        others.forEach(ProcessHandle::destroy);
        await(process);
        long start = System.nanoTime();
        while (others.stream().anyMatch(ProcessHandle::isAlive)
                && System.nanoTime() - start < GRACE_OF_OTHERS.toNanos()) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        others.forEach(ProcessHandle::destroyForcibly);
    }

    private static void await(Process process) {
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static FutureTask<byte[]> read(InputStream stream) {
        FutureTask<byte[]> task = new FutureTask<>(() -> {
            try (stream) {
                return stream.readAllBytes();
            }
        });
        STREAMS.execute(task);
        return task;
    }

    /** Only what may have to wait for the process needs a thread. */
    private static void feed(OutputStream stream, byte[] input) {
        if (input.length == 0) {
            write(stream, input);
        } else {
            STREAMS.execute(() -> write(stream, input));
        }
    }

    private static void write(OutputStream stream, byte[] input) {
        try (stream) {
            stream.write(input);
        } catch (IOException e) {
            // A process that ends without reading its input is judged by its exit status.
            return;
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "coord-child");
        thread.setDaemon(true);
        return thread;
    }
}
