package dev.coord.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.Coordinator;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock.Operation;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.testkit.history.HistoryFile;
import dev.coord.testkit.history.RecordedCall;
import dev.coord.testkit.history.check.Turn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threads of several processes that all want one path are served in the order in which they asked.
 *
 * <p>{@code -Dcoord.soak.turns=} says how many turns they take at least.
 */
public interface FairnessContract extends ProcessContract {

    /** What everybody wants. */
    String PATH = "src/app.ts";

    /** How many processes want it. */
    int PROCESSES = 4;
    /** How many threads of each process want it. */
    int THREADS = 16;
    /** How long a test waits for its processes at most. */
    Duration ENOUGH = Duration.ofMinutes(10);

    @Test
    default void everyThreadOfEveryProcessGetsTheLockAsOftenAsAnyOther(@TempDir Path temp) throws Exception {
        List<Turn> turns = takeTurns(temp, 0, Integer.getInteger("coord.soak.turns", 192));

        report("writers", turns);
        assertThat(Turn.overtaking(turns)).isEmpty();
        assertThat(Turn.jain(turns)).isGreaterThanOrEqualTo(0.95);
    }

    /** A reader that asks after a writer does not get the lock before it: it waits for those that were there, once. */
    @Test
    default void noReaderOvertakesAWriter(@TempDir Path temp) throws Exception {
        List<Turn> turns = takeTurns(temp, THREADS - 1, Integer.getInteger("coord.soak.turns", 192));

        List<Turn> writers = turns.stream()
                .filter(turn -> turn.operation() == Operation.WRITE)
                .toList();
        report("readers and writers", turns);
        report("of these, writers", writers);
        assertThat(Turn.overtaking(turns)).isEmpty();
        assertThat(writers).hasSizeGreaterThanOrEqualTo(PROCESSES);
    }

    /** Nobody is served before all wait; so no process is ahead that was started first. */
    private List<Turn> takeTurns(Path temp, int readers, int count) throws Exception {
        String provider = provider().getName();
        String place = place(temp.resolve("coordination"));
        List<Worker> workers = new ArrayList<>();
        try (CoordinationStore store = StoreProvider.named(provider).open(place)) {
            Coordinator coordinator = new Coordinator(store);
            LockOutcome gate = coordinator.tryAcquire(
                    LockRequest.builder("gate", "P0").write(PATH).ttl(ENOUGH).build());
            Lease shut = ((LockOutcome.Granted) gate).lease();
            for (int i = 0; i < PROCESSES; i++) {
                workers.add(new Worker(JavaProcess.of(
                        FairnessWorker.class, provider, place, "w" + i, THREADS, readers, count, history(temp, i))));
            }
            Snapshot waiting = store.await(
                    snapshot -> snapshot.locks().queue().size() == PROCESSES * THREADS,
                    store.now().plus(ENOUGH));
            assertThat(waiting.locks().queue()).hasSize(PROCESSES * THREADS);
            coordinator.release(shut.id());
            for (Worker worker : workers) {
                worker.expect("done");
            }

            List<Turn> turns = turns(temp);
            Snapshot end = store.read();
            assertThat(end.locks().leases()).isEmpty();
            assertThat(end.locks().queue()).isEmpty();
            assertThat(end.locks().lastToken().value()).isEqualTo(1 + turns.size());
            return turns;
        } finally {
            for (Worker worker : workers) {
                worker.kill();
            }
        }
    }

    private static List<Turn> turns(Path temp) throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            lines.addAll(HistoryFile.lines(history(temp, i)));
        }
        return Turn.of(RecordedCall.parse(lines));
    }

    private static Path history(Path temp, int worker) {
        return temp.resolve("history-" + worker);
    }

    private static void report(String who, List<Turn> turns) {
        LongSummaryStatistics waits = turns.stream().mapToLong(Turn::nanos).summaryStatistics();
        System.out.printf(
                "%s fairness over %d processes x %d threads, %s: %d turns, Jain index %.4f, waited %.0f ms on average and"
                        + " %d ms at most (%.2f times the average)%n",
                Instant.now(),
                PROCESSES,
                THREADS,
                who,
                turns.size(),
                Turn.jain(turns),
                waits.getAverage() / TimeUnit.MILLISECONDS.toNanos(1),
                TimeUnit.NANOSECONDS.toMillis(waits.getMax()),
                waits.getMax() / waits.getAverage());
    }
}
