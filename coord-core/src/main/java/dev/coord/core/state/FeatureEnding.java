package dev.coord.core.state;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.lock.LockTable;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.LostLease;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome;
import dev.coord.state.LifecycleOutcome.StaleLease;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How an agent's work on a feature ends, well or not. Specification 4.2. */
final class FeatureEnding {

    private FeatureEnding() {}

    static Transition<LifecycleOutcome> complete(
            Snapshot before, FeatureId id, AgentId agent, Optional<FencingToken> token, Instant now) {
        Snapshot current = LockTable.expire(before, now);
        Standing standing = Standing.of(current, id);
        Optional<LifecycleOutcome> refusal = refusal(current, standing, LegalMoves.COMPLETE, agent)
                .or(() -> stale(current, LegalMoves.COMPLETE, id, agent, token))
                .or(() -> lateClaim(current, id, agent));
        if (refusal.isPresent()) {
            return Transition.of(current, refusal.get());
        }
        StateDraft draft = new StateDraft(LockTable.releaseAll(current, agent, id, now));
        draft.complete(id);
        return Transition.of(draft.finish(), standing.moved(LegalMoves.COMPLETE));
    }

    /** By {@link LegalMoves#BLOCK} or {@link LegalMoves#FAIL}. */
    static Transition<LifecycleOutcome> giveUp(
            Snapshot before,
            LegalMoves step,
            FeatureId id,
            AgentId agent,
            String reason,
            Optional<FencingToken> token,
            Instant now) {
        Snapshot current = LockTable.expire(before, now);
        Standing standing = Standing.of(current, id);
        Optional<LifecycleOutcome> refusal =
                refusal(current, standing, step, agent).or(() -> stale(current, step, id, agent, token));
        if (refusal.isPresent()) {
            return Transition.of(current, refusal.get());
        }
        StateDraft draft = new StateDraft(LockTable.releaseAll(current, agent, id, now));
        draft.block(new BlockedFeature(id, step.to(), Optional.of(agent), reason));
        return Transition.of(draft.finish(), standing.moved(step));
    }

    static boolean ended(Snapshot snapshot, Lease lease) {
        List<LostLease> lost = snapshot.locks().lost();
        boolean taken = lost.stream().anyMatch(ending -> ending.id().equals(lease.id()));
        boolean forgotten = lost.size() == LockRegistry.REMEMBERED
                && lost.stream().allMatch(ending -> ending.at().isAfter(lease.grantedAt()));
        boolean givenUp = snapshot.state().blocked().stream()
                .anyMatch(blocked -> blocked.feature().equals(lease.feature())
                        && blocked.agent().filter(lease.agent()::equals).isPresent());
        boolean completed = snapshot.state().statusOf(lease.feature()) == FeatureStatus.COMPLETED;
        return !taken && !forgotten && (completed || givenUp);
    }

    static Transition<LifecycleOutcome> retry(Snapshot before, FeatureId id, AgentId agent) {
        Standing standing = Standing.of(before, id);
        Snapshot anew = withoutFinishedWork(before, id);
        if (standing.status() == FeatureStatus.PENDING && !anew.run().equals(before.run())) {
            return Transition.of(anew, standing.moved(LegalMoves.RETRY));
        }
        Optional<LifecycleOutcome> refusal = refusal(before, standing, LegalMoves.RETRY, agent);
        if (refusal.isPresent()) {
            return Transition.of(before, refusal.get());
        }
        StateDraft draft = new StateDraft(before);
        draft.makePending(id);
        return Transition.of(withoutFinishedWork(draft.finish(), id), standing.moved(LegalMoves.RETRY));
    }

    /** Who asks for a retry does not want a stopped run to use the feature's finished work again: it is kept aside. */
    private static Snapshot withoutFinishedWork(Snapshot snapshot, FeatureId id) {
        RunRecord run = snapshot.run().orElse(null);
        if (run == null || !(run.phase() instanceof RunPhase.Stopped)) {
            return snapshot;
        }
        FeatureRun feature = run.features().get(id);
        if (feature == null || !(feature.phase() instanceof FeaturePhase.Finished finished)) {
            return snapshot;
        }
        FeaturePhase aside = new FeaturePhase.Salvaging(finished.workspace(), Optional.empty(), Optional.empty());
        return snapshot.withRun(run.with(id, feature.in(aside)));
    }

    private static Optional<LifecycleOutcome> refusal(
            Snapshot snapshot, Standing standing, LegalMoves step, AgentId agent) {
        boolean unheardOf = standing.status() == FeatureStatus.PENDING
                && Features.declared(snapshot, standing.feature()).isEmpty();
        return unheardOf ? Optional.of(Features.unknown(snapshot, standing.feature())) : standing.refusal(step, agent);
    }

    private static Optional<LifecycleOutcome> stale(
            Snapshot snapshot, LegalMoves step, FeatureId id, AgentId agent, Optional<FencingToken> token) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        Optional<Lease> lease = snapshot.locks().leases().stream()
                .filter(held -> held.token().equals(token.get()))
                .findFirst();
        if (lease.isEmpty()) {
            return Optional.of(refused(
                    step,
                    id,
                    agent,
                    token.get(),
                    "is not in force any more (" + LockTable.ending(snapshot, token.get())
                            + "), so others may have changed what it covered; "
                            + (step == LegalMoves.COMPLETE
                                    ? "ask for the locks again and check the work before it is completed"
                                    : "the agent that works on it now ends it")));
        }
        boolean itsOwn =
                lease.get().agent().equals(agent) && lease.get().feature().equals(id);
        return itsOwn
                ? Optional.empty()
                : Optional.of(refused(
                        step,
                        id,
                        agent,
                        token.get(),
                        "belongs to agent '" + lease.get().agent() + "' for feature '"
                                + lease.get().feature() + "'; give the token of the lease the work was done under"));
    }

    /** What was claimed and whose lease has ended may be claimed by another agent in this very moment. */
    private static Optional<LifecycleOutcome> lateClaim(Snapshot snapshot, FeatureId id, AgentId agent) {
        return Readiness.abandonedClaim(snapshot, id)
                .map(
                        claim -> new StaleLease(
                                id,
                                "cannot complete feature '" + id + "' for agent '" + agent + "': lease '" + claim
                                        + "' that it was claimed under is not in force any more ("
                                        + LockTable.ending(snapshot, claim)
                                        + "), so it is free to be claimed again; claim it, check the work, and complete it then"));
    }

    private static LifecycleOutcome refused(
            LegalMoves step, FeatureId id, AgentId agent, FencingToken token, String why) {
        return new StaleLease(
                id,
                "cannot " + step.step() + " feature '" + id + "' for agent '" + agent + "': the lease with token "
                        + token.value() + " " + why);
    }
}
