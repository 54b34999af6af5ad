package dev.coord.core.driver;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.RunId;
import dev.coord.core.driver.RunAttempt.AlreadyRunning;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.run.RunMachine;
import dev.coord.plan.FeatureSet;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * The right to do with a store what counts as a run, such as taking back what landed: no run begins meanwhile, and none is
 * under way. Given back when it is closed, and by itself once the process is dead.
 */
public final class RunTurn implements AutoCloseable {

    private final RunHold hold;
    private final Optional<RunRecord> rival;

    private RunTurn(RunHold hold, Optional<RunRecord> rival) {
        this.hold = hold;
        this.rival = rival;
    }

    /**
     * Asks for it; never waits.
     *
     * @param store the store
     * @param target full name of the branch that is worked on
     * @param settle what is noted in the same instant if it is given
     * @return the turn; see {@link #refusal()}
     * @throws StoreFailed if the store failed; then no turn was taken
     */
    public static RunTurn ask(CoordinationStore store, String target, BiFunction<Snapshot, Instant, Snapshot> settle) {
        String name = UUID.randomUUID().toString().replace("-", "").substring(0, 8);
        RunMachine machine =
                new RunMachine(FeatureSet.of(List.of()), ProcessLife.current(), name, (run, feature, attempt, base) -> {
                    throw new AssertionError("no feature is made");
                });
        RunHold hold = new RunHold(store, machine);
        Optional<RunRecord> rival = hold.take(
                new RunId(name),
                RunHold.deadOwner(store.read()),
                RunSettings.builder(target).build(),
                settle);
        return new RunTurn(hold, rival);
    }

    /**
     * The run that is in the way.
     *
     * @return none where the turn was given
     */
    public Optional<AlreadyRunning> refusal() {
        return rival.map(AlreadyRunning::new);
    }

    /** Gives it back. The record of the run is as it was. */
    @Override
    public void close() {
        hold.close();
    }
}
