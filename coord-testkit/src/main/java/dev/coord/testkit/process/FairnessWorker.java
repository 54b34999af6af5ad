package dev.coord.testkit.process;

import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.state.Command;
import dev.coord.store.CoordinationStore;
import dev.coord.testkit.history.HistoryFile;
import dev.coord.testkit.history.RecordingClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** One process of {@link FairnessContract}: each of its threads takes the same lock again and again, until it was given often enough. */
final class FairnessWorker {

    private static final Duration LONG = Duration.ofMinutes(30);

    private FairnessWorker() {}

    /** Arguments: provider and place of the store, a name, threads, how many of them only read, the last token, the history. */
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[3]);
        int readers = Integer.parseInt(arguments[4]);
        long last = Long.parseLong(arguments[5]);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (CoordinationStore store = StoreProvider.named(arguments[0]).open(arguments[1]);
                HistoryFile history = HistoryFile.append(Path.of(arguments[6]))) {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String name = arguments[2] + "-" + thread;
                RecordingClient client = new RecordingClient(store, name, history);
                boolean reads = thread < readers;
                done.add(pool.submit(() -> takeTurns(client, name, reads, last)));
            }
            for (Future<?> thread : done) {
                thread.get();
            }
        } finally {
            pool.shutdownNow();
        }
        System.out.println("done");
    }

    private static Void takeTurns(RecordingClient client, String agent, boolean reads, long last)
            throws InterruptedException {
        ProcessId self = ProcessLife.current();
        long token = 0;
        while (token < last) {
            LockRequest.Builder request = LockRequest.builder(agent, "P1")
                    .policy(ContentionPolicy.WAIT)
                    .ttl(LONG)
                    .patience(LONG)
                    .owner(self);
            LockOutcome outcome = client.acquire(
                    (reads ? request.read(FairnessContract.PATH) : request.write(FairnessContract.PATH)).build());
            if (!(outcome instanceof LockOutcome.Granted granted)) {
                throw new AssertionError(agent + " waited in vain: " + outcome);
            }
            if (reads) {
                LockSupport.parkNanos(1_000_000); // so that somebody reads at every instant
            }
            token = granted.lease().token().value();
            client.apply(new Command.ReleaseLease(granted.lease().id()));
        }
        return null;
    }
}
