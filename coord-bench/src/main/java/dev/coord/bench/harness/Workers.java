package dev.coord.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Some JVMs that have one contender open in one directory and do their loads at the same time; for one thread. */
public final class Workers implements AutoCloseable {

    private static final Duration BARRIER = Duration.ofMillis(50);

    private final Path directory;
    private final List<Worker> workers = new ArrayList<>();

    private Workers(Path directory) {
        this.directory = directory;
    }

    /**
     * Starts them and waits until all have opened their contender.
     *
     * @param count how many
     * @param contender the contender's name
     * @param directory its directory
     * @return the workers
     * @throws IOException if one cannot be started
     */
    public static Workers start(int count, String contender, Path directory) throws IOException {
        return start(0, count, contender, directory);
    }

    /**
     * Starts more of them in the same directory.
     *
     * @param first the number of the first: agents are named after it, and one agent is never in its own way
     * @param count how many
     * @param contender the contender's name
     * @param directory its directory
     * @return the workers
     * @throws IOException if one cannot be started
     */
    public static Workers start(int first, int count, String contender, Path directory) throws IOException {
        Workers all = new Workers(Files.createDirectories(directory));
        try {
            for (int i = 0; i < count; i++) {
                all.workers.add(Worker.start(contender, directory, first + i));
            }
            for (Worker worker : all.workers) {
                worker.ready();
            }
            return all;
        } catch (IOException e) {
            all.close();
            throw e;
        }
    }

    /**
     * One of them.
     *
     * @param number from 0
     * @return the worker
     */
    public Worker get(int number) {
        return workers.get(number);
    }

    /**
     * Their contender's directory.
     *
     * @return the directory
     */
    public Path directory() {
        return directory;
    }

    /**
     * Lets the first of them do the same at the same time.
     *
     * @param count how many
     * @param load what each does
     * @return what came of it in all
     * @throws IOException if one ended
     */
    public Ran run(int count, Load load) throws IOException {
        String line = load.line(System.nanoTime() + BARRIER.toNanos());
        for (Worker worker : workers.subList(0, count)) {
            worker.order(line);
        }
        Ran all = Ran.NOTHING;
        for (Worker worker : workers.subList(0, count)) {
            all = all.and(Ran.parse(worker.answer()));
        }
        return all;
    }

    /**
     * What they held of shared paths since they were last asked.
     *
     * @return the history of all
     * @throws IOException if it cannot be read
     */
    public GrantHistory history() throws IOException {
        List<Grant> grants = new ArrayList<>();
        Path file = Files.createTempFile("coord-bench-", ".history");
        for (Worker worker : workers) {
            worker.order("history " + file);
            worker.expect("written");
            try (var lines = Files.lines(file)) {
                lines.map(Grant::parse).forEach(grants::add);
            }
        }
        Files.delete(file);
        return new GrantHistory(grants);
    }

    /**
     * How often a shared path was counted up since the directory was made.
     *
     * @param paths how many shared paths there are
     * @return the sum; less than the grants if somebody's increment was lost
     * @throws IOException if it cannot be read
     */
    public long counted(int paths) throws IOException {
        return new Counters(directory.resolve("guarded")).sum(paths);
    }

    @Override
    public void close() throws IOException {
        for (Worker worker : workers) {
            worker.close();
        }
    }
}
