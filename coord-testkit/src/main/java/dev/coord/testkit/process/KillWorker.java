package dev.coord.testkit.process;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.FencingToken;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.plan.Feature;
import dev.coord.state.Command;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Transition;
import dev.coord.testkit.history.HistoryFile;
import dev.coord.testkit.history.RecordingClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * One process of {@link KillContract}: threads that take random locks and lead features through their lives until somebody
 * kills them. Each thread is the agent of its seat; a process that is killed is followed by another one on the same seat.
 */
final class KillWorker {

    static final int THREADS = 4;

    private static final List<String> PATHS = List.of(
            "src/a/0.ts",
            "src/a/1.ts",
            "src/a/2.ts",
            "src/a/3.ts",
            "src/b/0.ts",
            "src/b/1.ts",
            "src/b/2.ts",
            "src/b/3.ts",
            "docs/0.md",
            "docs/1.md",
            "src/a/",
            "src/b/",
            "src/*/1.ts",
            "**/0.*");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RecordingClient client;
    private final String name;
    private final String agent;
    private final Feature feature;
    private final Random random;
    private final ProcessId self = ProcessLife.current();
    private int episodes;

    private KillWorker(RecordingClient client, String name, int seat, int thread, long seed) {
        this.client = client;
        this.name = name;
        this.agent = agent(seat, thread);
        this.feature = feature(seat, thread);
        this.random = new Random(seed * 31 + name.hashCode());
    }

    /** Arguments: provider and place of the store. Then, on a line: its name, its seat, the seed, the file for its history. */
    public static void main(String[] arguments) throws Exception {
        CoordinationStore store = StoreProvider.named(arguments[0]).open(arguments[1]);
        store.update((before, now) -> Transition.of(before, "warm"));
        System.out.println("ready");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = input.readLine();
        if (line != null) {
            String[] words = line.split(" ", 4);
            HistoryFile history = HistoryFile.append(Path.of(words[3]));
            int seat = Integer.parseInt(words[1]);
            long seed = Long.parseLong(words[2]);
            for (int thread = 0; thread < THREADS; thread++) {
                String name = words[0] + "-" + thread;
                KillWorker worker = new KillWorker(new RecordingClient(store, name, history), name, seat, thread, seed);
                new Thread(() -> worker.work(Integer.MAX_VALUE)).start();
            }
            input.readLine(); // whoever started it is gone
            Runtime.getRuntime().halt(0);
        }
    }

    /** Runs a while and ends, for {@link ClassArchive}. */
    static final class Training {

        /** Arguments: provider and place of the store, the file for the history. */
        public static void main(String[] arguments) throws Exception {
            for (int time = 0; time < 2; time++) { // the second time there is something to read
                try (CoordinationStore store = StoreProvider.named(arguments[0]).open(arguments[1]);
                        HistoryFile history = HistoryFile.append(Path.of(arguments[2]))) {
                    new KillWorker(new RecordingClient(store, "training-0", history), "training-0", 0, 0, 1).work(100);
                }
            }
        }
    }

    static String agent(int seat, int thread) {
        return "agent-" + seat + "-" + thread;
    }

    /** Each second one waits for the one before; some change the same table. */
    static Feature feature(int seat, int thread) {
        boolean waits = thread % 2 == 1;
        Feature.Builder feature = Feature.builder("P" + seat + "_" + thread);
        return waits
                ? feature.blockedBy("P" + seat + "_" + (thread - 1))
                        .uses("mailer")
                        .build()
                : feature.changesSchema("table_" + seat % 4).build();
    }

    /** A thread that fails ends its process, which nobody expects. */
    private void work(int most) {
        try {
            for (int i = 0; i < most; i++) {
                int chance = random.nextInt(10);
                if (chance < 6) {
                    takeLocks();
                } else if (chance < 9) {
                    leadFeature();
                } else {
                    client.read();
                }
                pause(8);
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private void takeLocks() throws InterruptedException {
        LockRequest request = request(name + "-" + ++episodes, policy());
        LockOutcome outcome = random.nextInt(4) == 0 ? client.tryAcquire(request) : client.acquire(request);
        if (outcome instanceof LockOutcome.Granted granted) {
            pause(4);
            LeaseId lease = use(granted.lease().id());
            release(lease);
        }
    }

    private LeaseId use(LeaseId lease) throws InterruptedException {
        switch (random.nextInt(8)) {
            case 0 -> client.apply(new Command.RenewLease(lease));
            case 1, 2 -> takeMore();
            case 3 -> client.apply(new Command.DowngradeLease(lease));
            case 4, 5 -> {
                if (client.upgrade(lease, PATIENCE) instanceof LockOutcome.Granted upgraded) {
                    pause(2);
                    return upgraded.lease().id();
                }
            }
            default -> {}
        }
        return lease;
    }

    /** While others are held: somebody may wait for those, and it may be a deadlock. */
    private void takeMore() throws InterruptedException {
        if (client.acquire(request(name + "-" + ++episodes, ContentionPolicy.WAIT))
                instanceof LockOutcome.Granted more) {
            pause(2);
            release(more.lease().id());
        }
    }

    /** One step of the feature's life from wherever it stands, whoever brought it there. */
    private void leadFeature() throws InterruptedException {
        AgentId self = new AgentId(agent);
        FeatureId id = feature.id();
        switch (client.read().state().statusOf(id)) {
            case PENDING -> client.apply(new Command.StartFeature(id, self));
            case ACTIVE -> end(self, id);
            default -> client.apply(new Command.RetryFeature(id, self));
        }
    }

    private void end(AgentId self, FeatureId id) throws InterruptedException {
        LockOutcome outcome = client.acquire(request(id.value(), ContentionPolicy.WAIT));
        if (outcome instanceof LockOutcome.Granted granted) {
            pause(4);
            FencingToken token = granted.lease().token();
            int chance = random.nextInt(8);
            if (chance == 0) {
                client.apply(new Command.CompleteFeature(id, self, Optional.of(token)));
            } else if (chance < 4) {
                client.apply(new Command.BlockFeature(id, self, "it asks for a person"));
            } else if (chance < 7) {
                client.apply(new Command.FailFeature(id, self, "exit status 3"));
            } else {
                release(granted.lease().id());
            }
        }
    }

    private void release(LeaseId lease) {
        client.apply(new Command.ReleaseLease(lease));
    }

    private ContentionPolicy policy() {
        int chance = random.nextInt(10);
        return chance < 6 ? ContentionPolicy.WAIT : chance < 9 ? ContentionPolicy.BY_OPERATION : ContentionPolicy.FAIL;
    }

    private LockRequest request(String feature, ContentionPolicy policy) {
        LockRequest.Builder request = LockRequest.builder(agent, feature)
                .policy(policy)
                .patience(PATIENCE)
                .owner(self);
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String path = PATHS.get(random.nextInt(PATHS.size()));
            if (random.nextInt(3) == 0) {
                request.write(path);
            } else {
                request.read(path);
            }
        }
        return request.build();
    }

    private void pause(int mostMillis) {
        LockSupport.parkNanos(random.nextInt(mostMillis * 1_000_000));
    }
}
