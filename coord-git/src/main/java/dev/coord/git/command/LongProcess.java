package dev.coord.git.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A git process that answers again and again, and the thread that talks to it, so that nobody waits for it without an end. It ends
 * with this one, at the latest: it reads what nobody writes any more. For one conversation at a time.
 */
public final class LongProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LongProcess.class);

    /** Something in the repository keeps git waiting, such as a pipe in place of a file. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int BUFFER = 1 << 16;

    private final Process process;
    private final OutputStream questions;
    private final InputStream answers;
    private final LinkedBlockingQueue<FutureTask<?>> work = new LinkedBlockingQueue<>();

    public LongProcess(ProcessBuilder builder) throws IOException {
        process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        questions = process.getOutputStream();
        answers = new BufferedInputStream(process.getInputStream(), BUFFER);
        Thread thread = new Thread(this::work, "coord-git");
        thread.setDaemon(true);
        thread.start();
    }

    private void work() {
        try {
            while (process.isAlive()) {
                work.take().run();
            }
        } catch (InterruptedException e) {
            process.destroy();
        }
    }

    /**
     * Has a conversation. An interrupt does not cut it off: the rest of an answer would be taken for the next one.
     *
     * @throws TimeoutException if the process does not answer for long
     * @throws IOException if it has ended
     * @throws ExecutionException if it ends meanwhile
     */
    public <T> T talk(Callable<T> conversation) throws IOException, ExecutionException, TimeoutException {
        if (!process.isAlive()) {
            throw ended();
        }
        FutureTask<T> task = new FutureTask<>(conversation);
        work.add(task);
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public void write(byte[] question) throws IOException {
        questions.write(question);
        questions.flush();
    }

    byte[] read(int size) throws IOException {
        byte[] bytes = answers.readNBytes(size);
        if (bytes.length < size) {
            throw ended();
        }
        return bytes;
    }

    /** One line, without its end. */
    public String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = answers.read(); next != '\n'; next = answers.read()) {
            if (next < 0) {
                throw ended();
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1);
    }

    private static EOFException ended() {
        return new EOFException("the process has ended");
    }

    @Override
    public void close() {
        try {
            questions.close(); // upon which it ends
        } catch (IOException e) {
            LOG.debug("the process has ended already", e);
        }
        process.destroy();
        work.add(new FutureTask<>(() -> null)); // the thread sees that it has ended
    }
}
