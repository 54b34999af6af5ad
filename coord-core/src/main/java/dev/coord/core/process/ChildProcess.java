package dev.coord.core.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Runs a process to its end. */
public final class ChildProcess {

    private static final long GRACE_SECONDS = 10;

    private ChildProcess() {}

    /** What the process left: its exit status and both streams, one character for each byte. */
    public record Ended(int exit, String out, String error) {

        @Override
        public String toString() {
            return "exit status " + exit;
        }
    }

    /**
     * Feeds the process, reads both its streams at once so that neither can fill up, and waits.
     *
     * @throws InterruptedException if the thread was interrupted; the process has ended
     */
    public static Ended run(ProcessBuilder builder, byte[] input) throws IOException, InterruptedException {
        Process process = builder.start();
        FutureTask<byte[]> out = read(process.getInputStream());
        FutureTask<byte[]> error = read(process.getErrorStream());
        feed(process.getOutputStream(), input);
        try {
            int exit = process.waitFor();
            return new Ended(exit, new String(out.get(), ISO_8859_1), new String(error.get(), ISO_8859_1));
        } catch (InterruptedException e) {
            end(process);
            throw e;
        } catch (ExecutionException e) {
            end(process);
            throw new IOException("cannot read what " + builder.command().get(0) + " wrote", e.getCause());
        }
    }

    /** As {@link #run}, but an interrupt only takes effect when the process has ended by itself. */
    public static Ended runToTheEnd(ProcessBuilder builder, byte[] input) throws IOException {
        FutureTask<Ended> task = new FutureTask<>(() -> run(builder, input));
        start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IOException("cannot run " + builder.command().get(0) + ": " + FailureText.of(e), e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Git removes its lock files upon SIGTERM, not upon SIGKILL. */
    private static void end(Process process) {
        process.destroy();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
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
        start(task);
        return task;
    }

    private static void feed(OutputStream stream, byte[] input) {
        start(() -> {
            try (stream) {
                stream.write(input);
            } catch (IOException e) {
                // A process that ends without reading its input is judged by its exit status.
                return;
            }
        });
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "coord-child");
        thread.setDaemon(true);
        thread.start();
    }
}
