package dev.coord.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.store.Snapshot;
import dev.coord.testkit.history.Call;
import dev.coord.testkit.history.HistoryFile;
import dev.coord.testkit.history.LinearizabilityChecker;
import dev.coord.testkit.history.RecordedCall;
import dev.coord.testkit.history.RulesModel;
import dev.coord.testkit.history.StoreCall;
import dev.coord.testkit.history.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Plays the histories of {@link LinearizabilityContract}: once, by one thread. */
final class LinearizabilitySoak {

    private static final int PROCESSES = 3;
    private static final int CALLS_OF_A_THREAD = 30;
    private static final int KILL_IN_EACH = 5;
    private static final int MOST_HISTORIES = 400; // where chance has cut off no call until then
    private static final long MOST_STEPS = 5_000_000;

    private final long seed = Long.getLong("coord.seed", Boolean.getBoolean("coord.soak") ? System.nanoTime() : 12);
    private final Random random = new Random(seed);
    private final LinearizabilityContract contract;
    private final Path temp;
    private long calls;
    private long checkNanos;
    private int killed;
    private long cutOff;

    LinearizabilitySoak(LinearizabilityContract contract, Path temp) {
        this.contract = contract;
        this.temp = temp;
    }

    void run() throws IOException {
        int histories = Integer.getInteger("coord.soak.histories", 12);
        List<Worker> workers = new ArrayList<>();
        long start = System.nanoTime();
        try (Spares spares = new Spares(PROCESSES, () -> process())) {
            for (int i = 0; i < PROCESSES; i++) {
                workers.add(spares.take());
            }
            for (int history = 0; history < histories || (cutOff == 0 && history < MOST_HISTORIES); history++) {
                Path place = Files.createDirectory(temp.resolve("history-" + history));
                List<Call<StoreCall, String>> recorded = record(place, history, workers, spares);
                long before = System.nanoTime();
                Verdict<StoreCall, String> verdict =
                        LinearizabilityChecker.check(new RulesModel(Snapshot.EMPTY), recorded, MOST_STEPS);
                checkNanos += System.nanoTime() - before;
                calls += recorded.size();
                assertThat(verdict instanceof Verdict.Linearizable)
                        .as(() -> "seed " + seed + ": " + explained(verdict))
                        .isTrue();
                delete(place);
            }
        } finally {
            for (Worker worker : workers) {
                worker.kill();
            }
        }
        System.out.printf(
                "%s linearizability: %d histories of %d processes x %d threads, %d with a kill, %d calls, seed %d, %d s,"
                        + " checked in %.1f ms each%n",
                Instant.now(),
                histories,
                PROCESSES,
                HistoryWorker.THREADS,
                killed,
                calls,
                seed,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                checkNanos / 1e6 / histories);
        assertThat(cutOff).as("calls that a kill cut off, seed %d", seed).isPositive();
    }

    private ProcessBuilder process() {
        return JavaProcess.of(HistoryWorker.class, contract.provider().getName());
    }

    private static String explained(Verdict<StoreCall, String> verdict) {
        return verdict instanceof Verdict.NotLinearizable<StoreCall, String> not
                ? new RulesModel(Snapshot.EMPTY).explain(not)
                : verdict.getClass().getSimpleName();
    }

    private List<Call<StoreCall, String>> record(Path place, int history, List<Worker> workers, Spares spares)
            throws IOException {
        List<String> places = contract.places(place.resolve("coordination"));
        String store = places.get(random.nextInt(places.size()));
        for (int i = 0; i < PROCESSES; i++) {
            workers.get(i)
                    .tell(store + "\tw" + i + "\t" + (seed + history) + "\t" + CALLS_OF_A_THREAD + "\t"
                            + place.resolve("w" + i));
        }
        for (Worker worker : workers) {
            worker.expect("open");
        }
        for (Worker worker : workers) {
            worker.tell("go");
        }
        int victim = history % KILL_IN_EACH == KILL_IN_EACH - 1 ? random.nextInt(PROCESSES) : PROCESSES;
        List<Call<StoreCall, String>> deaths = new ArrayList<>();
        long dead = Long.MAX_VALUE;
        if (victim < PROCESSES) {
            LockSupport.parkNanos(random.nextInt(60_000_000));
            Worker worker = workers.get(victim);
            deaths.add(Call.cutOff("system", new StoreCall.OwnerDied(worker.id()), System.nanoTime(), Long.MAX_VALUE));
            worker.kill();
            dead = System.nanoTime();
            killed++;
            workers.set(victim, spares.take());
        }
        List<RecordedCall> recorded = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            if (i != victim) {
                workers.get(i).expect("done");
            }
            recorded.addAll(RecordedCall.parse(HistoryFile.lines(place.resolve("w" + i))));
        }
        cutOff += recorded.stream().filter(call -> call.answer().isEmpty()).count();
        long ended = dead;
        deaths.addAll(RecordedCall.calls(recorded, client -> ended));
        return deaths;
    }

    private static void delete(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
