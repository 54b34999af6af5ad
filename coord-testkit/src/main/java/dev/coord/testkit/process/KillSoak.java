package dev.coord.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.state.Lifecycle;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.ConflictEntry;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.testkit.Invariants;
import dev.coord.testkit.history.HistoryFile;
import dev.coord.testkit.history.RecordedCall;
import dev.coord.testkit.history.check.Denials;
import dev.coord.testkit.history.check.FeatureLives;
import dev.coord.testkit.history.check.Revisions;
import dev.coord.testkit.history.check.Tenures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Kills the processes of {@link KillContract}: once, by one thread. */
final class KillSoak {

    private static final int SEATS = 8;
    private static final int KILLS_IN_A_ROUND = Boolean.getBoolean("coord.soak") ? 40 : 20;
    private static final int MOST_ROUNDS = 10; // where chance has left out a fate until then
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long NOTHING_LEFT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final int kills = Integer.getInteger("coord.soak.kills", KILLS_IN_A_ROUND);
    private final long seed = Long.getLong("coord.seed", Boolean.getBoolean("coord.soak") ? System.nanoTime() : 11);
    private final Random random = new Random(seed);
    private final List<ProcessId> everybody = new ArrayList<>();
    private final Map<String, Long> deaths = new HashMap<>();
    private final KillReport report = new KillReport();
    private final KillContract contract;
    private final StoreProvider provider;
    private final String place;
    private final Path temp;
    private int names;

    KillSoak(KillContract contract, Path temp) {
        this.contract = contract;
        this.provider = StoreProvider.named(contract.provider().getName());
        this.temp = temp;
        this.place = contract.place(temp.resolve("coordination"));
    }

    void run() throws IOException, InterruptedException {
        Snapshot last = begin();
        try (KillContract.Onlooker onlooker = contract.onlooker(temp.resolve("coordination"))) {
            try (Spares spares = new Spares(4, processes())) {
                for (int round = 0; isToBeContinued(round); round++) {
                    Path histories = Files.createDirectory(temp.resolve("round-" + round));
                    long ended = killInTurn(spares, histories);
                    last = check(onlooker, histories, last, ended);
                }
            }
            onlooker.checkEnd(everybody);
            report.print(seed, onlooker.report(), last);
        }
        assertThat(report.unmet()).as("what never happened, seed %d", seed).isEmpty();
        for (ProcessId process : everybody) {
            assertThat(ProcessLife.isAlive(process)).as("%s", process).isFalse();
        }
    }

    private Supplier<ProcessBuilder> processes() throws IOException, InterruptedException {
        ClassArchive classes = ClassArchive.of(
                temp,
                KillWorker.Training.class,
                contract.provider().getName(),
                contract.place(temp.resolve("training")),
                temp.resolve("training-history"));
        return () -> classes.process(KillWorker.class, contract.provider().getName(), place);
    }

    private boolean isToBeContinued(int rounds) {
        return rounds * KILLS_IN_A_ROUND < kills
                || (rounds < MOST_ROUNDS && !report.unmet().isEmpty());
    }

    private Snapshot begin() {
        List<Feature> features = new ArrayList<>();
        for (int seat = 0; seat < SEATS; seat++) {
            for (int thread = 0; thread < KillWorker.THREADS; thread++) {
                features.add(KillWorker.feature(seat, thread));
            }
        }
        try (CoordinationStore store = provider.open(place)) {
            return store.update((before, now) -> Lifecycle.store(before, FeatureSet.of(features), now))
                    .after();
        }
    }

    /** All seats are taken, one worker after the other is killed and followed by another, and in the end all are killed. */
    private long killInTurn(Spares spares, Path histories) throws IOException {
        Map<Integer, Worker> workers = new HashMap<>();
        Map<Integer, String> seated = new HashMap<>();
        try {
            for (int seat = 0; seat < SEATS; seat++) {
                seat(seat, workers, seated, spares, histories);
            }
            long start = System.nanoTime();
            long next = start;
            for (int kill = SEATS; kill < KILLS_IN_A_ROUND; kill++) {
                next = Math.max(next + PAUSE_NANOS, System.nanoTime());
                while (System.nanoTime() < next) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
                int seat = random.nextInt(SEATS);
                kill(seat, workers, seated);
                seat(seat, workers, seated, spares, histories);
            }
            report.kills(KILLS_IN_A_ROUND, System.nanoTime() - start);
        } finally {
            for (int seat : List.copyOf(workers.keySet())) {
                kill(seat, workers, seated);
            }
        }
        return System.nanoTime();
    }

    private void seat(
            int seat, Map<Integer, Worker> workers, Map<Integer, String> seated, Spares spares, Path histories)
            throws IOException {
        Worker worker = spares.take();
        String name = "w" + names++;
        workers.put(seat, worker);
        seated.put(seat, name);
        everybody.add(worker.id());
        worker.tell(name + " " + seat + " " + seed + " " + histories.resolve(name));
    }

    private void kill(int seat, Map<Integer, Worker> workers, Map<Integer, String> seated) throws IOException {
        Worker worker = Objects.requireNonNull(workers.remove(seat));
        assertThat(worker.isAlive())
                .as("seed %d, %s works until it is killed", seed, seated.get(seat))
                .isTrue();
        long before = System.nanoTime();
        worker.kill();
        for (int thread = 0; thread < KillWorker.THREADS; thread++) {
            deaths.put(seated.get(seat) + "-" + thread, before);
        }
    }

    private Snapshot check(KillContract.Onlooker onlooker, Path histories, Snapshot start, long ended)
            throws IOException {
        try (CoordinationStore store = provider.open(place)) {
            Snapshot end = store.read();
            // what is left stays; a spare that is being opened makes things of its own, each for an instant
            List<String> leftovers = onlooker.leftovers();
            while (isSomethingLeft(end, leftovers) && System.nanoTime() < ended + NOTHING_LEFT_NANOS) {
                LockSupport.parkNanos(1_000_000);
                end = store.read();
                leftovers = onlooker.leftovers();
            }
            report.nothingLeft(System.nanoTime() - ended);
            List<RecordedCall> calls = calls(histories);
            assertThat(end.locks().leases()).as("seed %d", seed).isEmpty();
            assertThat(end.locks().queue()).as("seed %d", seed).isEmpty();
            assertThat(leftovers).as("seed %d", seed).isEmpty();
            assertThat(Invariants.check(end)).as("seed %d", seed).isEmpty();
            assertThat(Invariants.checkStep(start, end)).as("seed %d", seed).isEmpty();
            assertThat(Revisions.violations(calls)).as("seed %d", seed).isEmpty();
            assertThat(Tenures.violations(calls, deaths)).as("seed %d", seed).isEmpty();
            assertThat(FeatureLives.violations(start.state(), calls, end.state()))
                    .as("seed %d", seed)
                    .isEmpty();
            List<ConflictEntry> log = onlooker.log(store);
            assertThat(Denials.violations(calls, log.subList(report.logged(), log.size())))
                    .as("seed %d", seed)
                    .isEmpty();
            onlooker.checkRound();
            report.round(calls, start, end, log.size());
            return undone(store);
        } finally {
            deaths.clear();
        }
    }

    /** What is completed is taken back, lest there be nothing to do any more. */
    private static Snapshot undone(CoordinationStore store) {
        return store.update((before, now) ->
                        Transition.of(Lifecycle.undo(before, before.state().completed(), now), ""))
                .after();
    }

    private static List<RecordedCall> calls(Path histories) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(histories)) {
            for (Path file : files.sorted().toList()) {
                lines.addAll(HistoryFile.lines(file));
                Files.delete(file);
            }
        }
        return RecordedCall.parse(lines);
    }

    private static boolean isSomethingLeft(Snapshot snapshot, List<String> leftovers) {
        return !snapshot.locks().leases().isEmpty() || !snapshot.locks().queue().isEmpty() || !leftovers.isEmpty();
    }
}
