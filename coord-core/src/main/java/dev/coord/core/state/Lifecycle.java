package dev.coord.core.state;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.plan.FeatureSet;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * The rules of a feature's life. Pure functions, safe from any thread. A refusal has the snapshot it was given, unless
 * leases that were over were taken away. Specification 4.2 and 5.2, readings 3, 9 and 12.
 */
public final class Lifecycle {

    private Lifecycle() {}

    /**
     * Stores a feature set in place of an earlier one. Features under way keep their status.
     *
     * @param before the snapshot as it is
     * @param features the feature set
     * @param now the store's time
     * @return stored
     */
    public static Transition<LifecycleOutcome> store(Snapshot before, FeatureSet features, Instant now) {
        boolean same = before.features().filter(features::equals).isPresent();
        return Transition.of(
                same ? before : before.withFeatures(features),
                new LifecycleOutcome.Stored(features.features().size()));
    }

    /**
     * Begins a feature: prerequisites verified, tables checked against those of features under way, marked active, shared
     * resources noted. Repeating it for the same agent changes nothing. A feature that changes a table that an active one
     * changes too is halted: it is refused, and blocked until it is retried.
     *
     * @param before the snapshot as it is
     * @param feature which feature
     * @param agent who works on it
     * @param now the store's time
     * @return moved to active; or refused, with an entry for the conflict log where it broke a rule of the plan
     */
    public static Transition<LifecycleOutcome> start(Snapshot before, FeatureId feature, AgentId agent, Instant now) {
        return Starting.start(before, LegalMoves.START, feature, agent, now);
    }

    /**
     * Begins a completed feature once more, as a run does that makes it again: as {@link #start}, and what is recorded of its
     * tables and shared resources stays.
     *
     * @param before the snapshot as it is
     * @param feature which feature
     * @param agent who works on it
     * @param now the store's time
     * @return moved to active, or refused
     */
    public static Transition<LifecycleOutcome> redo(Snapshot before, FeatureId feature, AgentId agent, Instant now) {
        return Starting.start(before, LegalMoves.REDO, feature, agent, now);
    }

    /**
     * Ends a feature well: moved to completed, schema changes recorded, shared resources initialized, its agent's locks
     * and requests for it given up and granted to those who waited.
     *
     * @param before the snapshot as it is
     * @param feature which feature
     * @param agent who worked on it
     * @param token the token of the lease it was done under, which has to be in force still
     * @param now the store's time
     * @return moved to completed, or refused
     */
    public static Transition<LifecycleOutcome> complete(
            Snapshot before, FeatureId feature, AgentId agent, Optional<FencingToken> token, Instant now) {
        return FeatureEnding.complete(before, feature, agent, token, now);
    }

    /**
     * Halts a feature; its agent's locks and requests for it are given up and granted to those who waited.
     *
     * @param before the snapshot as it is
     * @param feature which feature
     * @param agent who worked on it
     * @param reason why
     * @param token the token of the lease it was worked on under, which has to be in force still
     * @param now the store's time
     * @return moved to blocked, or refused
     */
    public static Transition<LifecycleOutcome> block(
            Snapshot before,
            FeatureId feature,
            AgentId agent,
            String reason,
            Optional<FencingToken> token,
            Instant now) {
        return FeatureEnding.giveUp(before, LegalMoves.BLOCK, feature, agent, reason, token, now);
    }

    /**
     * Gives a feature up; its agent's locks and requests for it are given up and granted to those who waited.
     *
     * @param before the snapshot as it is
     * @param feature which feature
     * @param agent who worked on it
     * @param reason why
     * @param token the token of the lease it was worked on under, which has to be in force still
     * @param now the store's time
     * @return moved to failed, or refused
     */
    public static Transition<LifecycleOutcome> fail(
            Snapshot before,
            FeatureId feature,
            AgentId agent,
            String reason,
            Optional<FencingToken> token,
            Instant now) {
        return FeatureEnding.giveUp(before, LegalMoves.FAIL, feature, agent, reason, token, now);
    }

    /**
     * Makes a blocked or failed feature pending again, whoever asks.
     *
     * @param before the snapshot as it is
     * @param feature which feature
     * @param agent who asks
     * @param now the store's time
     * @return moved to pending, or refused
     */
    public static Transition<LifecycleOutcome> retry(Snapshot before, FeatureId feature, AgentId agent, Instant now) {
        return FeatureEnding.retry(before, feature, agent);
    }

    /**
     * Whether a lease that is not in force ended in order: it was not taken from its agent, which has ended the feature, well or
     * not, and gave its locks up by that.
     *
     * @param snapshot the snapshot as it is
     * @param lease the lease as it was last known
     * @return false too where it is too long ago to say
     */
    public static boolean hasEndedWithItsFeature(Snapshot snapshot, Lease lease) {
        return FeatureEnding.ended(snapshot, lease);
    }

    /**
     * Notes that features are on the target branch: completed, their schema changes committed, their shared resources
     * initialized, whatever was known of them before. Locks stay.
     *
     * @param before the snapshot as it is
     * @param features which features, in the order they landed
     * @param now the store's time
     * @return the snapshot; {@code before} itself where all this is known
     */
    public static Snapshot land(Snapshot before, Collection<FeatureId> features, Instant now) {
        return Landing.land(before, features);
    }

    /**
     * Takes features back, as if they had never been started: out of every list, their schema changes and their use of
     * shared resources removed. What other features did stays, and so do all locks.
     *
     * @param before the snapshot as it is
     * @param features which features
     * @param now the store's time
     * @return the snapshot; {@code before} itself where nothing was known of them
     */
    public static Snapshot undo(Snapshot before, Collection<FeatureId> features, Instant now) {
        return Landing.undo(before, features);
    }

    /**
     * Takes features back that could not be integrated, and marks them failed. Locks stay.
     *
     * @param before the snapshot as it is
     * @param features which features
     * @param reason why
     * @param now the store's time
     * @return the snapshot; {@code before} itself where all this is known
     */
    public static Snapshot reject(Snapshot before, Collection<FeatureId> features, String reason, Instant now) {
        return Landing.reject(before, features, FeatureStatus.FAILED, reason);
    }

    /**
     * Takes features back whose changes of a schema somebody has to merge by hand with others, and marks them blocked. Locks stay.
     *
     * @param before the snapshot as it is
     * @param features which features
     * @param reason why
     * @param now the store's time
     * @return the snapshot; {@code before} itself where all this is known
     */
    public static Snapshot halt(Snapshot before, Collection<FeatureId> features, String reason, Instant now) {
        return Landing.reject(before, features, FeatureStatus.BLOCKED, reason);
    }
}
