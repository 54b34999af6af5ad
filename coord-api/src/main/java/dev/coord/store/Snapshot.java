package dev.coord.store;

import dev.coord.lock.LockRegistry;
import dev.coord.plan.FeatureSet;
import dev.coord.run.RunRecord;
import dev.coord.state.CoordinationState;
import java.util.Optional;

/**
 * Everything coord knows at one instant. The only thing a store keeps. Immutable.
 *
 * @param revision grows by one with every change
 * @param features the feature set that was stored
 * @param locks the lock registry
 * @param state the coordination state
 * @param run the latest parallel run
 */
public record Snapshot(
        long revision,
        Optional<FeatureSet> features,
        LockRegistry locks,
        CoordinationState state,
        Optional<RunRecord> run) {

    /** What a new store holds. */
    public static final Snapshot EMPTY =
            new Snapshot(0, Optional.empty(), LockRegistry.EMPTY, CoordinationState.EMPTY, Optional.empty());

    /**
     * The same with another revision.
     *
     * @param next the revision
     * @return the snapshot
     */
    public Snapshot withRevision(long next) {
        return new Snapshot(next, features, locks, state, run);
    }

    /**
     * The same with another feature set.
     *
     * @param next the feature set
     * @return the snapshot
     */
    public Snapshot withFeatures(FeatureSet next) {
        return new Snapshot(revision, Optional.of(next), locks, state, run);
    }

    /**
     * The same with other locks.
     *
     * @param next the lock registry
     * @return the snapshot
     */
    public Snapshot withLocks(LockRegistry next) {
        return new Snapshot(revision, features, next, state, run);
    }

    /**
     * The same with another coordination state.
     *
     * @param next the state
     * @return the snapshot
     */
    public Snapshot withState(CoordinationState next) {
        return new Snapshot(revision, features, locks, next, run);
    }

    /**
     * The same with another run record.
     *
     * @param next the record
     * @return the snapshot
     */
    public Snapshot withRun(RunRecord next) {
        return new Snapshot(revision, features, locks, state, Optional.of(next));
    }
}
