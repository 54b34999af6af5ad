package dev.coord.bench.part;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Threads that each wait for their update, and one that commits together whatever waits at the same time. */
final class GroupCommit {

    private static final int LARGEST_BATCH = 64;

    /** Makes some updates durable at once. */
    interface Commit {
        void commit(int updates) throws IOException;
    }

    private final BlockingQueue<CompletableFuture<Boolean>> queue = new LinkedBlockingQueue<>();

    private GroupCommit() {}

    /** Durable updates in a second. */
    static double updatesPerSecond(int threads, long nanos, Commit commit) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long updates = threads == 1 ? alone(start + nanos, commit) : new GroupCommit().together(threads, nanos, commit);
        return 1e9 * updates / (System.nanoTime() - start);
    }

    private static long alone(long end, Commit commit) throws IOException {
        long updates = 0;
        for (; System.nanoTime() < end; updates++) {
            commit.commit(1);
        }
        return updates;
    }

    private long together(int threads, long nanos, Commit commit) throws IOException, InterruptedException {
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread caller = new Thread(this::callUntilRefused);
            caller.start();
            callers.add(caller);
        }
        long updates = 0;
        for (long end = System.nanoTime() + nanos; System.nanoTime() < end; ) {
            List<CompletableFuture<Boolean>> batch = new ArrayList<>();
            batch.add(queue.take());
            queue.drainTo(batch, LARGEST_BATCH - 1);
            commit.commit(batch.size());
            batch.forEach(update -> update.complete(true));
            updates += batch.size();
        }
        while (callers.stream().anyMatch(Thread::isAlive)) {
            CompletableFuture<Boolean> late = queue.poll(1, TimeUnit.MILLISECONDS);
            if (late != null) {
                late.complete(false);
            }
        }
        return updates;
    }

    private void callUntilRefused() {
        boolean accepted = true;
        while (accepted) {
            CompletableFuture<Boolean> update = new CompletableFuture<>();
            queue.add(update);
            accepted = update.join();
        }
    }
}
