package dev.coord.fs;

import dev.coord.core.lock.LockTable;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Transition;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Coord's own agents beside those of {@link JqEditsUnderLoadIT}: each takes and gives back locks of its own, and checks them. */
final class EditLoad {

    private static final long HELD_NANOS = 2_000_000;

    private final CoordinationStore store;
    private final AtomicBoolean done;

    private EditLoad(CoordinationStore store, AtomicBoolean done) {
        this.store = store;
        this.done = done;
    }

    /** Arguments: the directory, this worker's number, threads. Works until its standard input ends, prints how many leases. */
    public static void main(String[] arguments) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (DirectoryStore store = DirectoryStore.open(Path.of(arguments[0]), InstantSource.system())) {
            Running load = start(store, "process-" + arguments[1], Integer.parseInt(arguments[2]), done);
            System.out.println("ready");
            System.in.read();
            done.set(true);
            System.out.println(load.leases());
        }
    }

    /** Threads at work. */
    record Running(ExecutorService pool, List<Future<Integer>> threads) {

        /** Waits for their end; the number of leases, each of which was there as long as it was held. */
        int leases() throws Exception {
            int leases = 0;
            for (Future<Integer> thread : threads) {
                leases += thread.get();
            }
            pool.shutdown();
            return leases;
        }
    }

    static Running start(CoordinationStore store, String name, int threads, AtomicBoolean done) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            String agent = name + "-" + i;
            running.add(pool.submit(() -> new EditLoad(store, done).work(agent)));
        }
        return new Running(pool, running);
    }

    private int work(String agent) {
        int leases = 0;
        while (!done.get()) {
            LockRequest request = LockRequest.builder(agent, "coord")
                    .write("src/" + agent + ".ts")
                    .policy(ContentionPolicy.WAIT)
                    .build();
            LockOutcome answer = store.update((before, now) -> LockTable.request(before, request, now))
                    .outcome();
            if (!(answer instanceof LockOutcome.Granted granted)) {
                throw new AssertionError("nobody else wants this: " + request);
            }
            LockSupport.parkNanos(HELD_NANOS);
            if (!LockTable.leaseOf(store.read(), request.id()).equals(Optional.of(granted.lease()))) {
                throw new AssertionError("lost while it was held: " + granted.lease());
            }
            release(granted.lease());
            leases++;
        }
        return leases;
    }

    /** Both files change with it. */
    private void release(Lease lease) {
        LeaseOutcome answer = store.update((before, now) -> {
                    Transition<LeaseOutcome> step = LockTable.release(before, lease.id(), now);
                    int wave = before.state().currentWave() + 1;
                    return Transition.of(
                            step.after().withState(step.after().state().atWave(wave)), step.outcome());
                })
                .outcome();
        if (!(answer instanceof LeaseOutcome.Released)) {
            throw new AssertionError("lost while it was held: " + lease + ", " + answer);
        }
    }
}
