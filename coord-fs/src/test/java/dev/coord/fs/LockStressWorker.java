package dev.coord.fs;

import dev.coord.ProcessId;
import dev.coord.core.driver.ProcessLife;
import dev.coord.core.lock.LockTable;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** One process of {@link LockStressIT}: threads that take and release random sets of locks and write down what they held. */
final class LockStressWorker {

    private static final int PATHS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final CoordinationStore store;
    private final long end;

    private LockStressWorker(CoordinationStore store, long end) {
        this.store = store;
        this.end = end;
    }

    /** Arguments: the directory, this worker's number, threads, seconds, the seed, the file for the history. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        int number = Integer.parseInt(arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[4]);
        List<String> lines = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (FileStore store = FileStore.open(home, InstantSource.system())) {
            store.update((before, now) -> Transition.of(before, "warm"));
            System.out.println("ready");
            System.in.read(); // until all are
            long end = System.nanoTime()
                    + Duration.ofSeconds(Long.parseLong(arguments[3])).toNanos();
            LockStressWorker worker = new LockStressWorker(store, end);
            List<Future<List<String>>> histories = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String agent = "agent-" + number + "-" + thread;
                Random random = new Random(seed * 1000 + number * 100L + thread);
                histories.add(pool.submit(() -> worker.workOrEnd(agent, random)));
            }
            for (Future<List<String>> history : histories) {
                lines.addAll(history.get());
            }
        } finally {
            pool.shutdownNow();
        }
        Files.write(Path.of(arguments[5]), lines);
    }

    /** A thread that fails ends its process, lest the others wait for what it holds. */
    private List<String> workOrEnd(String agent, Random random) {
        try {
            return work(agent, random);
        } catch (Exception | Error e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
            throw new AssertionError("halted", e);
        }
    }

    private List<String> work(String agent, Random random) throws InterruptedException {
        List<String> history = new ArrayList<>();
        ProcessId self = ProcessLife.current();
        while (System.nanoTime() < end) {
            LockRequest request = request(agent, self, random);
            Snapshot granted = acquire(request);
            long fromNanos = System.nanoTime();
            Lease lease = LockTable.leaseOf(granted, request.id())
                    .orElseThrow(() -> new AssertionError(request + " was not granted: " + granted.locks()));
            LockSupport.parkNanos(random.nextInt(2_000_000));
            long untilNanos = System.nanoTime();
            Transition<LeaseOutcome> released = store.update((before, now) -> {
                Transition<LeaseOutcome> step = LockTable.release(before, lease.id(), now);
                int count = before.state().currentWave() + 1;
                return Transition.of(step.after().withState(step.after().state().atWave(count)), step.outcome());
            });
            if (!(released.outcome() instanceof LeaseOutcome.Released)) {
                throw new AssertionError("lost while it was held: " + lease + ", " + released.outcome());
            }
            history.add(LockHistory.Held.of(
                            lease, granted.revision(), released.after().revision(), fromNanos, untilNanos)
                    .line());
        }
        return history;
    }

    private Snapshot acquire(LockRequest request) throws InterruptedException {
        Transition<LockOutcome> asked = store.update((before, now) -> LockTable.request(before, request, now));
        Snapshot snapshot = asked.after();
        if (asked.outcome() instanceof LockOutcome.Waiting waiting) {
            while (LockTable.leaseOf(snapshot, request.id()).isEmpty()) {
                long seen = snapshot.revision();
                snapshot = store.awaitChange(seen, waiting.deadline());
                if (snapshot.revision() == seen) {
                    throw new AssertionError("starved: " + request + " in " + snapshot.locks());
                }
            }
        }
        return snapshot;
    }

    private static LockRequest request(String agent, ProcessId self, Random random) {
        LockRequest.Builder request = LockRequest.builder(agent, "P1")
                .policy(ContentionPolicy.WAIT)
                .patience(PATIENCE)
                .ttl(PATIENCE)
                .owner(self);
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            String path = "src/file-" + random.nextInt(PATHS) + ".ts";
            if (random.nextBoolean()) {
                request.write(path);
            } else {
                request.read(path);
            }
        }
        return request.build();
    }
}
