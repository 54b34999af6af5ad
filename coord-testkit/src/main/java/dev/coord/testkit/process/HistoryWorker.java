package dev.coord.testkit.process;

import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.state.Command;
import dev.coord.store.CoordinationStore;
import dev.coord.testkit.history.HistoryFile;
import dev.coord.testkit.history.RecordingClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** One process of {@link LinearizabilityContract}: for one history after the other it opens a store and uses it from some threads. */
final class HistoryWorker {

    static final int THREADS = 2;

    private static final List<String> PATHS = List.of("a/0", "a/1", "b/0", "a/", "**/0");
    private static final Duration LONG = Duration.ofMinutes(30);

    private final RecordingClient client;
    private final String agent;
    private final Random random;
    private final ProcessId self = ProcessLife.current();
    private final Deque<LeaseId> held = new ArrayDeque<>();
    private final Deque<RequestId> waiting = new ArrayDeque<>();

    private HistoryWorker(RecordingClient client, String agent, long seed) {
        this.client = client;
        this.agent = agent;
        this.random = new Random(seed * 31 + agent.hashCode());
    }

    /**
     * Argument: the provider of the store. Lines: place, name, seed, calls of each thread, and the file for the history, with
     * tabs between; then {@code go}.
     */
    public static void main(String[] arguments) throws Exception {
        StoreProvider provider = StoreProvider.named(arguments[0]);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        System.out.println("ready");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split("\t", -1);
            try (CoordinationStore store = provider.open(words[0]);
                    HistoryFile history = HistoryFile.append(Path.of(words[4]))) {
                System.out.println("open");
                input.readLine();
                List<Future<?>> threads = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    String name = words[1] + "-" + thread;
                    RecordingClient client = new RecordingClient(store, name, history);
                    HistoryWorker worker = new HistoryWorker(client, name, Long.parseLong(words[2]));
                    threads.add(pool.submit(() -> worker.work(Integer.parseInt(words[3]))));
                }
                for (Future<?> thread : threads) {
                    thread.get();
                }
            }
            System.out.println("done");
        }
        pool.shutdownNow();
    }

    private Void work(int calls) throws InterruptedException {
        for (int i = 0; i < calls; i++) {
            step();
            if (random.nextInt(3) == 0) {
                LockSupport.parkNanos(random.nextInt(1_000_000));
            }
        }
        while (!waiting.isEmpty()) {
            withdraw();
        }
        while (!held.isEmpty()) {
            client.apply(new Command.ReleaseLease(held.remove()));
        }
        return null;
    }

    private void step() throws InterruptedException {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> keep(client.tryAcquire(request(ContentionPolicy.FAIL)));
            case 3, 4 -> keep(client.acquire(request(policy())));
            case 5 -> ask();
            case 6 -> withdraw();
            case 7 -> renew();
            case 8 -> convert();
            case 9 -> client.read();
            default -> release();
        }
    }

    private void ask() {
        LockRequest request = request(ContentionPolicy.WAIT);
        LockOutcome outcome = client.apply(new Command.RequestLocks(request));
        keep(outcome);
        if (outcome instanceof LockOutcome.Waiting) {
            waiting.add(request.id());
        }
    }

    private void withdraw() {
        if (!waiting.isEmpty()) {
            keep(client.apply(new Command.WithdrawRequest(waiting.remove())));
        }
    }

    private void renew() {
        if (!held.isEmpty()) {
            client.apply(new Command.RenewLease(held.element()));
        }
    }

    private void convert() throws InterruptedException {
        if (!held.isEmpty() && random.nextBoolean()) {
            client.apply(new Command.DowngradeLease(held.element()));
        } else if (!held.isEmpty()) {
            LeaseId old = held.remove();
            if (client.upgrade(old, LONG) instanceof LockOutcome.Granted granted) {
                held.add(granted.lease().id());
            } else {
                held.add(old);
            }
        }
    }

    /** Also what is not held any more: what is released once more is gone. */
    private void release() {
        if (!held.isEmpty()) {
            LeaseId lease = held.remove();
            client.apply(new Command.ReleaseLease(lease));
            if (random.nextInt(10) == 0) {
                client.apply(new Command.ReleaseLease(lease));
            }
        }
    }

    private void keep(LockOutcome outcome) {
        if (outcome instanceof LockOutcome.Granted granted) {
            held.add(granted.lease().id());
        }
    }

    private ContentionPolicy policy() {
        return random.nextBoolean() ? ContentionPolicy.WAIT : ContentionPolicy.BY_OPERATION;
    }

    private LockRequest request(ContentionPolicy policy) {
        LockRequest.Builder request = LockRequest.builder(agent, "P1")
                .policy(policy)
                .ttl(LONG)
                .patience(LONG)
                .owner(self);
        for (int i = random.nextInt(2); i >= 0; i--) {
            String path = PATHS.get(random.nextInt(PATHS.size()));
            if (random.nextInt(3) == 0) {
                request.write(path);
            } else {
                request.read(path);
            }
        }
        return request.build();
    }
}
