package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.state.CoordinationState;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.testkit.ManualClock;
import dev.coord.testkit.process.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shell agents edit the protocol's files with {@code jq} and {@code mv} while agents of several processes take and give back
 * locks through coord. What coord acknowledged is never lost; how many of the shells' edits survive is counted, beside the
 * same edits where there is no coord.
 */
class JqEditsUnderLoadIT {

    private static final int SHELLS = 4;
    private static final int A_ROUND = 96; // the files stay as small as those of real work
    private static final int PROCESSES = 2;
    private static final int THREADS = 2;

    @TempDir
    Path temp;

    @BeforeEach
    void needJq() {
        boolean installed = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "jq")));
        assumeTrue(installed, "skipped: there is no jq here");
    }

    @Test
    void noLockOfCoordsIsLostWhateverShellsWrite() throws Exception {
        int rounds = rounds(A_ROUND);
        ShellEdits edits = new ShellEdits(Files.createDirectory(temp.resolve("coord")), SHELLS, A_ROUND / SHELLS);
        ShellEdits alone = new ShellEdits(Files.createDirectory(temp.resolve("alone")), SHELLS, A_ROUND / SHELLS);

        int withCoord = underLoad(edits, rounds);
        int withoutCoord = 0;
        for (int round = 0; round < rounds; round++) {
            alone.writePlainFiles();
            alone.make();
            withoutCoord += alone.survivors();
        }

        int all = rounds * edits.edits();
        System.out.printf(
                "jq + mv by %d shells: of %d edits %d survive with coord (%.1f %% lost), %d without (%.1f %% lost)%n",
                SHELLS, all, withCoord, lost(all, withCoord), withoutCoord, lost(all, withoutCoord));
        assertThat(withCoord).as("edits that survive: how many, chance decides").isPositive();
    }

    @Test
    void anEditOfTheOnlyShellIsSeldomOverwritten() throws Exception {
        int rounds = rounds(A_ROUND);
        ShellEdits edits = new ShellEdits(temp, 1, A_ROUND);

        int survivors = underLoad(edits, rounds);

        int all = rounds * edits.edits();
        System.out.printf(
                "jq + mv by one shell: of %d edits %d survive with coord (%.1f per 1,000 lost)%n",
                all, survivors, 10 * lost(all, survivors));
        assertThat(survivors).as("edits that survive: how many, chance decides").isPositive();
    }

    private static double lost(int all, int survivors) {
        return 100.0 * (all - survivors) / all;
    }

    /** Whole ones, for at least as many edits as are asked for. */
    private static int rounds(int edits) {
        return (Integer.getInteger("coord.edits", edits) - 1) / A_ROUND + 1;
    }

    /** The edits that survive; every lease is checked while it is held. */
    private static int underLoad(ShellEdits edits, int rounds) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Process> workers = new ArrayList<>();
        int survivors = 0;
        try (DirectoryStore store = DirectoryStore.open(edits.home(), InstantSource.system())) {
            for (int i = 0; i < PROCESSES; i++) {
                workers.add(
                        JavaProcess.of(EditLoad.class, edits.home(), i, THREADS).start());
            }
            for (Process worker : workers) {
                assertThat(worker.getInputStream().read()).isEqualTo('r');
            }
            EditLoad.Running load = EditLoad.start(store, "thread", THREADS, done);
            long began = System.nanoTime();
            long revision = store.read().revision();
            for (int round = 0; round < rounds; round++) {
                store.update((before, now) -> Transition.of(seeded(before, edits.seeds()), ""));
                edits.make();
                store.read();
                survivors += edits.survivors();
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            long updates = store.read().revision() - revision;
            done.set(true);
            int leases = load.leases();
            for (Process worker : workers) {
                worker.getOutputStream().close();
                assertThat(worker.waitFor()).isZero();
            }
            assertThat(leases).isPositive();
            assertThat(store.read().locks().leases()).isEmpty();
            System.out.printf("%.0f updates/s beside them, in %.0f s%n", updates / seconds, seconds);
        } finally {
            done.set(true);
            JavaProcess.endAll(workers);
        }
        return survivors;
    }

    private static Snapshot seeded(Snapshot before, List<String> seeds) {
        List<ForeignLock> foreign = seeds.stream()
                .map(seed -> new ForeignLock(
                        new PathLock(new RepoPath(seed), Operation.WRITE),
                        new AgentId("seed"),
                        new FeatureId("seed"),
                        ManualClock.START))
                .toList();
        return before.withLocks(before.locks().withForeign(foreign))
                .withState(CoordinationState.EMPTY.atWave(before.state().currentWave() + 1));
    }
}
