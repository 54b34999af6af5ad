package dev.coord.git.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One git process for many questions about objects and refs, as long as somebody uses it. It finds what was written after its
 * start: git looks anew for an object that it does not find, and reads each ref from its file. It is a shortcut and no more:
 * where it does not answer it is ended, and the question goes to a process of its own. Safe from many threads.
 */
public final class ObjectReader {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectReader.class);

    /** Something in the repository keeps git waiting, such as a pipe in place of a file. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** So many questions fit into a pipe: git could wait for room in the one while coord waits for room in the other. */
    private static final int PORTION = 4096;

    private static final int TRIES = 2;

    private final Git git;
    private int users;
    private boolean isHanging;
    private @Nullable Running running;

    /** Binds git with its directory and environment; starts nothing. */
    public ObjectReader(Git git) {
        this.git = git;
    }

    /** As long as one of these is open, one process answers. */
    public interface Use extends AutoCloseable {

        /** The last one ends the process. */
        @Override
        void close();
    }

    /** An answer; the content is empty where only the other three were asked for. */
    record Answer(String id, String type, long size, String content) {}

    public synchronized Use open() {
        users++;
        isHanging = false;
        boolean[] isOpen = {true};
        return () -> {
            synchronized (this) {
                if (isOpen[0] && --users == 0) {
                    end();
                }
                isOpen[0] = false;
            }
        };
    }

    /** What kind and size of object each name stands for, none where it stands for none; nothing if that cannot be told here. */
    Optional<List<Optional<Answer>>> info(List<String> names) {
        return ask("info", names);
    }

    /** The same with the contents. */
    Optional<List<Optional<Answer>>> contents(List<String> names) {
        return ask("contents", names);
    }

    private synchronized Optional<List<Optional<Answer>>> ask(String verb, List<String> names) {
        if (users == 0 || isHanging || names.stream().anyMatch(name -> name.indexOf('\n') >= 0)) {
            return Optional.empty();
        }
        for (int tries = 0; tries < TRIES && !isHanging; tries++) {
            try {
                if (running == null) {
                    running = new Running(git.builder(List.of("cat-file", "--batch-command")));
                }
                return Optional.of(running.answers(verb, names));
            } catch (TimeoutException e) {
                LOG.debug("git does not answer in {}", git.directory(), e);
                isHanging = true;
                end();
            } catch (IOException | ExecutionException e) {
                LOG.debug("a reader of objects has ended in {}", git.directory(), e);
                end();
            }
        }
        return Optional.empty();
    }

    private synchronized void end() {
        if (running != null) {
            running.end();
            running = null;
        }
    }

    /** The process, and the thread that talks to it: nobody else waits for it without an end. */
    private static final class Running {

        private final Process process;
        private final OutputStream questions;
        private final InputStream answers;
        private final LinkedBlockingQueue<FutureTask<?>> work = new LinkedBlockingQueue<>();

        Running(ProcessBuilder builder) throws IOException {
            process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            questions = process.getOutputStream();
            answers = new BufferedInputStream(process.getInputStream(), 1 << 16);
            Thread thread = new Thread(this::talk, "coord-objects");
            thread.setDaemon(true);
            thread.start();
        }

        private void talk() {
            try {
                while (process.isAlive()) {
                    work.take().run();
                }
            } catch (InterruptedException e) {
                process.destroy();
            }
        }

        /** An interrupt does not cut an answer off: the next one would be taken for it. */
        List<Optional<Answer>> answers(String verb, List<String> names)
                throws IOException, ExecutionException, TimeoutException {
            FutureTask<List<Optional<Answer>>> task = new FutureTask<>(() -> exchange(verb, names));
            if (!process.isAlive()) {
                throw new EOFException("the process has ended");
            }
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

        private List<Optional<Answer>> exchange(String verb, List<String> names) throws IOException {
            List<Optional<Answer>> found = new ArrayList<>(names.size());
            ByteArrayOutputStream asked = new ByteArrayOutputStream();
            for (int i = 0; i < names.size(); i++) {
                asked.writeBytes((verb + " " + names.get(i) + "\n").getBytes(ISO_8859_1));
                if (asked.size() >= PORTION || i == names.size() - 1) {
                    questions.write(asked.toByteArray());
                    questions.flush();
                    asked.reset();
                    while (found.size() <= i) {
                        found.add(next(verb.equals("contents")));
                    }
                }
            }
            return found;
        }

        private Optional<Answer> next(boolean withContent) throws IOException {
            String line = line();
            String[] fields = line.split(" ", -1);
            if (line.endsWith(" missing") || line.endsWith(" ambiguous") || fields.length != 3) {
                return Optional.empty();
            }
            long size = Long.parseLong(fields[2]);
            String content = "";
            if (withContent) {
                content = new String(read(Math.toIntExact(size)), ISO_8859_1);
                read(1);
            }
            return Optional.of(new Answer(fields[0], fields[1], size, content));
        }

        private byte[] read(int size) throws IOException {
            byte[] bytes = answers.readNBytes(size);
            if (bytes.length < size) {
                throw new EOFException("the process has ended");
            }
            return bytes;
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = answers.read(); next != '\n'; next = answers.read()) {
                if (next < 0) {
                    throw new EOFException("the process has ended");
                }
                line.write(next);
            }
            return line.toString(ISO_8859_1);
        }

        void end() {
            try {
                questions.close(); // upon which it ends
            } catch (IOException e) {
                LOG.debug("the process has ended already", e);
            }
            process.destroy();
            work.add(new FutureTask<>(() -> null)); // the thread sees that it has ended
        }
    }
}
