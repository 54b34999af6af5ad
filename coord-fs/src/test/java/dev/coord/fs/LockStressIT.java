package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.fs.LockHistory.Held;
import dev.coord.lock.Operation;
import dev.coord.lock.PathLock;
import dev.coord.plan.RepoPath;
import dev.coord.store.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many processes with many threads take and release random sets of locks; what they write down themselves is checked. */
class LockStressIT {

    private static final int PROCESSES = 8;
    private static final int THREADS = 4;

    @TempDir
    Path temp;

    private volatile boolean done;

    @Test
    void noTwoConflictingLeasesAreHeldTogetherAndNothingIsLost() throws Exception {
        int seconds = Integer.getInteger("coord.stress.seconds", 20);
        long seed = Long.getLong("coord.seed", System.nanoTime());
        Path home = temp.resolve("coordination");
        FileStore.open(home, InstantSource.system()).close();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        List<Process> workers = new ArrayList<>();
        try {
            Future<Integer> reader = pool.submit(() -> readUntilDone(home));
            for (int i = 0; i < PROCESSES; i++) {
                workers.add(JavaProcess.of(LockStressWorker.class, home, i, THREADS, seconds, seed, history(i))
                        .start());
            }
            for (Process worker : workers) {
                assertThat(worker.getInputStream().read()).isEqualTo('r');
            }
            for (Process worker : workers) {
                worker.getOutputStream().close();
            }
            for (Process worker : workers) {
                assertThat(worker.waitFor()).as("seed %d", seed).isZero();
            }
            done = true;

            List<Held> leases = leases();
            report(seconds, seed, leases, reader.get());
            assertThat(LockHistory.violations(leases)).as("seed %d", seed).isEmpty();
            assertNothingLost(home, leases);
        } finally {
            done = true;
            JavaProcess.endAll(workers);
            pool.shutdownNow();
        }
    }

    @Test
    void theCheckerNoticesLeasesThatWereHeldTogether() {
        Held writer = held(1, 10, 20, Operation.WRITE);

        assertThat(LockHistory.violations(List.of(writer, held(2, 20, 30, Operation.READ))))
                .isEmpty();
        assertThat(LockHistory.violations(List.of(held(1, 10, 20, Operation.READ), held(2, 15, 30, Operation.READ))))
                .isEmpty();
        assertThat(LockHistory.violations(List.of(held(2, 19, 30, Operation.READ), writer)))
                .hasSize(1);
        assertThat(LockHistory.violations(List.of(held(1, 10, 20, Operation.READ), held(2, 12, 13, Operation.WRITE))))
                .hasSize(1);
    }

    private void assertNothingLost(Path home, List<Held> leases) throws Exception {
        try (FileStore store = FileStore.open(home, InstantSource.system())) {
            Snapshot end = store.read();
            assertThat(end.locks().leases()).isEmpty();
            assertThat(end.locks().queue()).isEmpty();
            assertThat(end.locks().lastToken().value()).isEqualTo(leases.size());
            assertThat(leases.stream().map(Held::token).sorted())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, leases.size()).boxed().toList());
            assertThat(end.state().currentWave()).isEqualTo(leases.size());
        }
        JsonNode locks = new JsonMapper().readTree(Files.readAllBytes(home.resolve("coordination-locks.json")));
        assertThat(locks.path("locks")).isEmpty();
        assertThat(locks.path("pending_locks")).isEmpty();
    }

    /** Reads the protocol's files as any script would, without a lock; each must be whole every time. */
    private int readUntilDone(Path home) throws Exception {
        JsonMapper mapper = new JsonMapper();
        int count = 0;
        while (!done) {
            assertThat(mapper.readTree(Files.readAllBytes(home.resolve("coordination-locks.json")))
                            .path("locks")
                            .isArray())
                    .isTrue();
            assertThat(mapper.readTree(Files.readAllBytes(home.resolve("coordination-state.json")))
                            .path("completed_features")
                            .isArray())
                    .isTrue();
            count += 2;
            LockSupport.parkNanos(1_000_000);
        }
        return count;
    }

    private static void report(int seconds, long seed, List<Held> leases, int reads) {
        System.out.printf(
                "%s lock stress: %d processes x %d threads, %d s, seed %d: %d leases, %d updates/s, %d whole files read%n",
                Instant.now(), PROCESSES, THREADS, seconds, seed, leases.size(), 2L * leases.size() / seconds, reads);
    }

    private List<Held> leases() throws Exception {
        List<Held> leases = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            Files.readAllLines(history(i)).forEach(line -> leases.add(Held.parse(line)));
        }
        return leases;
    }

    private Path history(int worker) {
        return temp.resolve("history-" + worker);
    }

    private static Held held(long token, long from, long until, Operation operation) {
        return new Held(token, from, until, from, until, List.of(new PathLock(new RepoPath("a"), operation)));
    }
}
