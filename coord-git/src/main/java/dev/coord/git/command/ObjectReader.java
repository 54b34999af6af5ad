package dev.coord.git.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
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
    public record Answer(String id, String type, long size, String content) {}

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
    public Optional<List<Optional<Answer>>> info(List<String> names) {
        return ask("info", names);
    }

    /** The same with the contents. */
    public Optional<List<Optional<Answer>>> contents(List<String> names) {
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

    /** The process, and how it answers. */
    private static final class Running {

        private final LongProcess process;

        Running(ProcessBuilder builder) throws IOException {
            process = new LongProcess(builder);
        }

        List<Optional<Answer>> answers(String verb, List<String> names)
                throws IOException, ExecutionException, TimeoutException {
            return process.talk(() -> exchange(verb, names));
        }

        private List<Optional<Answer>> exchange(String verb, List<String> names) throws IOException {
            List<Optional<Answer>> found = new ArrayList<>(names.size());
            ByteArrayOutputStream asked = new ByteArrayOutputStream();
            for (int i = 0; i < names.size(); i++) {
                asked.writeBytes((verb + " " + names.get(i) + "\n").getBytes(ISO_8859_1));
                if (asked.size() >= PORTION || i == names.size() - 1) {
                    process.write(asked.toByteArray());
                    asked.reset();
                    while (found.size() <= i) {
                        found.add(next(verb.equals("contents")));
                    }
                }
            }
            return found;
        }

        private Optional<Answer> next(boolean withContent) throws IOException {
            String line = process.line();
            String[] fields = line.split(" ", -1);
            if (line.endsWith(" missing") || line.endsWith(" ambiguous") || fields.length != 3) {
                return Optional.empty();
            }
            long size = Long.parseLong(fields[2]);
            String content = "";
            if (withContent) {
                content = new String(process.read(Math.toIntExact(size)), ISO_8859_1);
                process.read(1);
            }
            return Optional.of(new Answer(fields[0], fields[1], size, content));
        }

        void end() {
            process.close();
        }
    }
}
