package dev.coord.testkit.process;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Workers that were started ahead of need, since a JVM takes its time to start. They say {@code ready} first. For one
 * thread.
 */
public final class Spares implements AutoCloseable {

    private final Supplier<ProcessBuilder> next;
    private final Deque<Worker> started = new ArrayDeque<>();

    /**
     * Starts some.
     *
     * @param count how many stand by
     * @param next how each is started
     * @throws IOException if one cannot be started
     */
    public Spares(int count, Supplier<ProcessBuilder> next) throws IOException {
        this.next = next;
        for (int i = 0; i < count; i++) {
            started.add(new Worker(next.get()));
        }
    }

    /**
     * Takes a worker that is ready; another one is started in its place.
     *
     * @return a worker, which is the caller's to end
     * @throws IOException if none can be started
     */
    public Worker take() throws IOException {
        Worker worker = started.remove();
        started.add(new Worker(next.get()));
        worker.expect("ready");
        return worker;
    }

    @Override
    public void close() throws IOException {
        for (Worker worker : started) {
            worker.kill();
        }
    }
}
