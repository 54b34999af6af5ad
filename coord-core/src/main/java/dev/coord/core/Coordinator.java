package dev.coord.core;

import dev.coord.AgentId;
import dev.coord.CoordinationException.LeaseLost;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.core.conflict.IndependenceCheck;
import dev.coord.core.lease.HeldLease;
import dev.coord.core.lease.LeaseCare;
import dev.coord.core.lease.LeaseKeeper;
import dev.coord.core.lock.LockTable;
import dev.coord.core.plan.Planner;
import dev.coord.core.plan.Simulator;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.spi.PacedClock;
import dev.coord.core.state.Readiness;
import dev.coord.core.state.Rules;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRequest;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Independence;
import dev.coord.plan.Plan;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import dev.coord.plan.Simulation;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.Command;
import dev.coord.state.ConflictEntry;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;

/**
 * What an agent framework embeds: planning, locks and the life of features over one store. Safe from many threads and, as
 * far as the store is, from many processes. Holds nothing but the store, which the caller closes, and a thread while it
 * looks after leases. Specification 1 to 5.
 *
 * <p>Locks belong to an agent, not to a thread: whatever an agent asks for, its own leases are never in the way, whichever
 * thread, coordinator or process asks. Two threads that use one {@link AgentId} both hold "their" lock on the same file. Give each
 * thread that is to be kept from the others an id of its own, such as {@code implementor-1.tests}.
 */
public final class Coordinator {

    /** Whoever waits here waits in this process, and no longer than it lives. */
    private static final Optional<ProcessId> WAITER = Optional.of(ProcessLife.current());

    private final CoordinationStore store;
    private final LockWaits waits;
    private final LeaseKeeper keeper;

    /**
     * Binds a store; touches nothing.
     *
     * @param store where locks and state are kept
     */
    public Coordinator(CoordinationStore store) {
        this.store = store;
        this.waits = new LockWaits(store);
        this.keeper = new LeaseKeeper(store);
    }

    /**
     * Plans a feature set. Pure: neither reads nor writes the store. Specification 2 and 5.1.
     *
     * @param features what is to be made
     * @param agents for how many agents, at least 1
     * @return the plan; equal for equal input
     * @throws dev.coord.CoordinationException.BadInput if features wait for each other in a circle
     */
    public static Plan plan(FeatureSet features, int agents) {
        return Planner.plan(features, agents);
    }

    /**
     * Plans a feature set under a policy. Pure: neither reads nor writes the store. Specification 2 and 5.1.
     *
     * @param features what is to be made
     * @param agents for how many agents, at least 1
     * @param overlap what to do with unordered features that write the same file
     * @return the plan; equal for equal input
     * @throws dev.coord.CoordinationException.BadInput if features wait for each other in a circle
     */
    public static Plan plan(FeatureSet features, int agents, OverlapPolicy overlap) {
        return Planner.plan(features, agents, overlap);
    }

    /**
     * Tells how a run is expected to go, by the estimates of the features. Pure. Specification 2.
     *
     * @param features what is to be made
     * @param agents for how many agents, at least 1
     * @param overlap what to do with unordered features that write the same file
     * @param schedule when features begin
     * @return the timeline, what it costs and what costs most
     * @throws dev.coord.CoordinationException.BadInput if features wait for each other in a circle
     */
    public static Simulation simulate(FeatureSet features, int agents, OverlapPolicy overlap, Schedule schedule) {
        return Simulator.simulate(features, agents, overlap, schedule);
    }

    /**
     * Tells whether two features can run together. Pure. Specification 1.2.
     *
     * @param features what is to be made
     * @param first one feature
     * @param second the other feature
     * @return the verdict with its evidence
     * @throws dev.coord.CoordinationException.BadInput if one of the two is unknown, or features wait in a circle
     */
    public static Independence check(FeatureSet features, FeatureId first, FeatureId second) {
        return IndependenceCheck.check(features, first, second);
    }

    /**
     * Carries out one command atomically; never waits for locks.
     *
     * @param <O> type of the answer
     * @param command what to do
     * @return the answer; a refusal has changed nothing
     * @throws dev.coord.CoordinationException.StoreFailed if the state could not be written; then nothing was changed
     */
    public <O> O apply(Command<O> command) {
        return store.update((before, now) -> Rules.apply(before, command, now)).outcome();
    }

    /**
     * Asks for locks and waits for them as long as the request has patience. Locks are granted first come, first served, and
     * are re-entrant by agent id: what the same agent holds already, on whatever thread, is not in the way.
     * A request that waits ends with this process, at once; what it was granted before ends with the request's owner only.
     * Specification 3.2.
     *
     * @param request which locks, for whom
     * @return granted, denied, deadlocked or timed out, never {@link LockOutcome.Waiting}; nothing is left in the queue
     * @throws InterruptedException if the thread is interrupted; the request is withdrawn, and released if it was granted
     * @throws dev.coord.CoordinationException.StoreFailed if the state could not be read or written; a request that was
     *     queued leaves the queue at its deadline, a lease ends at its expiry
     */
    public LockOutcome acquire(LockRequest request) throws InterruptedException {
        return waits.block(asked(request), answer -> inVain(request, answer));
    }

    /**
     * Asks for locks and waits for them at most for a time, writers for writers too: a request of the default policy, {@link
     * ContentionPolicy#BY_OPERATION}, waits as under {@link ContentionPolicy#WAIT}; any other policy is kept. Specification 3.2.
     *
     * @param request which locks, for whom
     * @param timeout how long it may stay in the queue, instead of its own patience
     * @return as {@link #acquire(LockRequest)}
     * @throws InterruptedException if the thread is interrupted; the request is withdrawn, and released if it was granted
     * @throws dev.coord.CoordinationException.StoreFailed as of {@link #acquire(LockRequest)}
     */
    public LockOutcome acquire(LockRequest request, Duration timeout) throws InterruptedException {
        LockRequest waiting = request.withPatience(timeout);
        return acquire(
                request.policy() == ContentionPolicy.BY_OPERATION
                        ? waiting.withPolicy(ContentionPolicy.WAIT)
                        : waiting);
    }

    /**
     * Asks for locks and does not wait. Specification 3.2.
     *
     * @param request which locks, for whom; its own policy counts for nothing
     * @return granted or denied; nothing is left in the queue
     * @throws dev.coord.CoordinationException.StoreFailed if the state could not be written; then nothing was changed
     */
    public LockOutcome tryAcquire(LockRequest request) {
        return apply(new Command.RequestLocks(request.withPolicy(ContentionPolicy.FAIL)));
    }

    /**
     * Asks for locks at once, on this thread, and waits for them on none. Specification 3.2.
     *
     * @param request which locks, for whom
     * @return completed as {@link #acquire(LockRequest)} returns, on a thread of {@link ForkJoinPool#commonPool()} if it
     *     had to wait. Whoever ends it in any other way ({@code cancel}, {@code orTimeout}, {@code complete}) withdraws the
     *     request at once; a lease that was granted in that very moment is given back. To end a future that was derived from
     *     it ends nothing
     * @throws dev.coord.CoordinationException.StoreFailed if the state could not be read or written
     */
    public CompletableFuture<LockOutcome> acquireAsync(LockRequest request) {
        return waits.async(asked(request), answer -> inVain(request, answer), outcome -> outcome);
    }

    /**
     * Makes the read locks of a lease write locks, and waits for the other readers to go. The new lease takes the old one's
     * place, with a token above all others, so that work under the old one is told that it is late. Refused, the old lease
     * is as it was; if this process dies before this returns, too. It has to be renewed while this waits: where it is lost
     * meanwhile, so is the upgrade, for what was read under it may have been changed since. Specification 3.2.
     *
     * @param lease which lease; one that has no read lock is granted as it is
     * @param patience how long the upgrade may stay in the queue
     * @return granted with the new lease; deadlocked where another reader waits to write too, and then this one has to
     *     release its lease; or timed out
     * @throws InterruptedException if the thread is interrupted; the upgrade is withdrawn, and the lease is as it was, also if
     *     the upgrade was granted in that instant
     * @throws LeaseLost if the lease is not in force, or was lost meanwhile
     * @throws dev.coord.CoordinationException.StoreFailed as of {@link #acquire(LockRequest)}
     */
    public LockOutcome upgrade(LeaseId lease, Duration patience) throws InterruptedException {
        return kept(upgradeUntold(lease, patience));
    }

    /**
     * As {@link #upgrade}, for a caller that has yet to tell the lease's holder, such as a shell: until {@link #keepUpgrade}
     * the new lease belongs to this process, and when it dies before, the old one is in force again.
     *
     * @param lease which lease; one that has no read lock is granted as it is
     * @param patience how long the upgrade may stay in the queue
     * @return as {@link #upgrade}
     * @throws InterruptedException as of {@link #upgrade}
     * @throws LeaseLost if the lease is not in force, or was lost meanwhile
     * @throws dev.coord.CoordinationException.StoreFailed as of {@link #acquire(LockRequest)}
     */
    public LockOutcome upgradeUntold(LeaseId lease, Duration patience) throws InterruptedException {
        return waits.block(new Command.UpgradeLease(lease, patience, WAITER), answer -> inVain(lease));
    }

    /**
     * Asks for an upgrade at once, on this thread, and waits for it on none. Specification 3.2.
     *
     * @param lease which lease
     * @param patience how long the upgrade may stay in the queue
     * @return completed as {@link #upgrade} returns, as that of {@link #acquireAsync}
     * @throws LeaseLost if the lease is not in force
     * @throws dev.coord.CoordinationException.StoreFailed if the state could not be read or written
     */
    public CompletableFuture<LockOutcome> upgradeAsync(LeaseId lease, Duration patience) {
        return waits.async(new Command.UpgradeLease(lease, patience, WAITER), answer -> inVain(lease), this::kept);
    }

    /**
     * Has what {@link #upgradeUntold} was granted last: from now on it belongs to whom the lease before it belonged.
     *
     * @param lease the new lease; one that lasts already is answered as it is
     * @return the lease, with the same id, token and expiry
     * @throws LeaseLost if it expired, was released or was broken; its locks may belong to somebody else
     * @throws dev.coord.CoordinationException.StoreFailed if the state could not be written; then nothing was changed
     */
    public Lease keepUpgrade(LeaseId lease) {
        return store.update((before, now) -> LockTable.keepUpgrade(before, lease, now))
                .outcome()
                .orElseThrow(() -> lost(apply(new Command.RenewLease(lease))));
    }

    /**
     * Puts a lease back as it was before {@link #upgradeUntold}, for a caller that cannot tell its holder of the new one.
     *
     * @param lease the lease that was upgraded
     * @return what its holder has now: that lease, or the one that an earlier upgrade put in its place; nothing if it ended
     *     meanwhile
     * @throws dev.coord.CoordinationException.StoreFailed if the state could not be written; then nothing was changed
     */
    public Optional<Lease> undoUpgrade(LeaseId lease) {
        return store.update((before, now) -> LockTable.undoUpgrade(before, lease, ProcessLife.current(), now))
                .outcome();
    }

    /**
     * Makes the write locks of a lease read locks; whoever waited to read as well holds his when this returns.
     *
     * @param lease which lease
     * @return the lease, with the same id, token and expiry
     * @throws LeaseLost if it expired, was released or was broken; its locks may belong to somebody else
     */
    public Lease downgrade(LeaseId lease) {
        LeaseOutcome outcome = apply(new Command.DowngradeLease(lease));
        if (outcome instanceof LeaseOutcome.Downgraded downgraded) {
            return downgraded.lease();
        }
        throw lost(outcome);
    }

    /**
     * Takes a lease into care: it is renewed while the handle is open and this process runs, and released when the handle
     * is closed; whoever uses the handle of a lease that was lost is told so. Specification 3, "Check Locks".
     *
     * @param lease as it was granted
     * @return its holder's handle
     */
    public HeldLease hold(Lease lease) {
        return hold(lease, LeaseCare.RENEWED);
    }

    /**
     * Takes a lease into care, and has its holder told before it ends, and when it is lost.
     *
     * @param lease as it was granted
     * @param care whether it is renewed, and who is told
     * @return its holder's handle
     */
    public HeldLease hold(Lease lease, LeaseCare care) {
        return keeper.hold(lease, care);
    }

    /**
     * Moves the expiry of a lease to now plus its time to live.
     *
     * @param lease which lease
     * @return the lease with its new expiry
     * @throws LeaseLost if it expired, was released or was broken; its locks may belong to somebody else
     */
    public Lease renew(LeaseId lease) {
        LeaseOutcome outcome = apply(new Command.RenewLease(lease));
        if (outcome instanceof LeaseOutcome.Renewed renewed) {
            return renewed.lease();
        }
        throw lost(outcome);
    }

    /**
     * Unbinds a lease from the life of the process that owns it, for a holder that lives on when that process ends, such as
     * a shell. Until this returns the lease ends with its owner.
     *
     * @param lease which lease
     * @return the lease, with the same id, token and expiry, and no owner
     * @throws LeaseLost if it expired, was released or was broken; its locks may belong to somebody else
     */
    public Lease detach(LeaseId lease) {
        LeaseOutcome outcome = apply(new Command.DetachLease(lease));
        if (outcome instanceof LeaseOutcome.Detached detached) {
            return detached.lease();
        }
        throw lost(outcome);
    }

    /**
     * Frees the locks of a lease; whoever waited for them holds his when this returns. Specification 3.2.
     *
     * @param lease which lease
     * @throws LeaseLost if there was nothing to release any more
     */
    public void release(LeaseId lease) {
        LeaseOutcome outcome = apply(new Command.ReleaseLease(lease));
        if (!(outcome instanceof LeaseOutcome.Released)) {
            throw lost(outcome);
        }
    }

    /**
     * Takes a lease away from a holder that does not give it up; whoever waited for its locks holds his when this returns.
     * The holder is told when it next uses the lease, and an entry of the conflict log says why.
     *
     * @param lease which lease
     * @param reason why, for the log
     * @return the lease as it was
     * @throws LeaseLost if there was nothing to break any more
     */
    public Lease breakLease(LeaseId lease, String reason) {
        LeaseOutcome outcome = apply(new Command.BreakLease(lease, reason));
        if (outcome instanceof LeaseOutcome.Released released) {
            return released.lease();
        }
        throw lost(outcome);
    }

    /**
     * Takes away locks that an agent wrote into the protocol's file without coord and does not remove; whoever waited for
     * them holds his when this returns. An entry of the conflict log says why.
     *
     * @param path the path exactly as the lock names it
     * @param agent who holds it
     * @param reason why, for the log
     * @return the locks that were broken; none where there is no such lock
     */
    public List<ForeignLock> breakForeign(RepoPath path, AgentId agent, String reason) {
        return store.update((before, now) -> LockTable.breakForeign(before, path, agent, reason, now))
                .outcome();
    }

    /**
     * Begins a feature, and waits for prerequisites that are not completed: the agent halts until their completion is
     * signalled. Only prerequisites are waited for; any other refusal is answered at once. One entry in the conflict log
     * tells of the wait, however long it takes. Specification 4.2 and 5.2.
     *
     * @param feature which feature
     * @param agent who works on it
     * @param patience how long to wait, by the store's clock; zero to be answered at once
     * @return moved to active, or why not: {@link LifecycleOutcome.PrerequisitesMissing} if some were missing still when
     *     that time was over
     * @throws InterruptedException if the thread is interrupted; nothing was begun
     * @throws dev.coord.CoordinationException.StoreFailed if the state could not be read or written; then nothing was
     *     begun, and another try is safe
     */
    public LifecycleOutcome start(FeatureId feature, AgentId agent, Duration patience) throws InterruptedException {
        Instant deadline = store.now().plus(patience);
        Command<LifecycleOutcome> start = new Command.StartFeature(feature, agent);
        LifecycleOutcome outcome = apply(start);
        try (PacedClock.Turn turn = PacedClock.turn(store.clock(), "the start of '" + feature + "'", () -> {})) {
            turn.rest(deadline);
            while (outcome instanceof LifecycleOutcome.PrerequisitesMissing
                    && store.now().isBefore(deadline)) {
                store.await(snapshot -> !isPremature(snapshot, start), deadline);
                outcome = store.update((before, now) -> withoutAWord(Rules.apply(before, start, now)))
                        .outcome();
            }
            return outcome;
        }
    }

    /**
     * Gives an agent the best feature that can start: begins it and takes its write locks in one commit. See
     * {@link Command.ClaimFeature} for what can start and what is best. Of agents that ask at the same time no two get the
     * same feature. The lease lives for {@link Command.ClaimFeature#DEFAULT_TTL}; {@link #hold} renews it. Specification 4.2.
     *
     * @param agent who asks
     * @param patience how long to wait for a feature that can start, by the store's clock; zero to be answered at once
     * @return claimed; or at once that all is done, or that nothing can start before a person does something; or, when that
     *     time is over, what is in the way
     * @throws InterruptedException if the thread is interrupted; nothing was claimed
     * @throws dev.coord.CoordinationException.StoreFailed if the state could not be read or written; what was claimed by then
     *     ends with its lease, and another try is safe
     */
    public ClaimOutcome claim(AgentId agent, Duration patience) throws InterruptedException {
        return claim(new Command.ClaimFeature(agent), patience);
    }

    /**
     * As {@link #claim(AgentId, Duration)}, under a lease of another length or bound to a process. What the agent has completed
     * before is taken from the history, beside what the command names.
     *
     * @param claim who asks, and for what kind of lease
     * @param patience how long to wait for a feature that can start, by the store's clock; zero to be answered at once
     * @return as {@link #claim(AgentId, Duration)}
     * @throws InterruptedException as of {@link #claim(AgentId, Duration)}
     * @throws dev.coord.CoordinationException.StoreFailed as of {@link #claim(AgentId, Duration)}
     */
    public ClaimOutcome claim(Command.ClaimFeature claim, Duration patience) throws InterruptedException {
        return Claims.claim(store, claim, patience);
    }

    /**
     * What an agent that holds nothing could claim now. Specification 4.2.
     *
     * @return the features, the best first; none where no features are stored
     * @throws dev.coord.CoordinationException.BadInput if the stored features wait for each other in a circle
     */
    public List<Feature> ready() {
        return Readiness.of(store.read(), Optional.empty()).ready(List.of());
    }

    /**
     * Completes a feature: its schema changes are recorded, its agent's locks for it freed. Specification 4.2.
     *
     * @param feature which feature
     * @param agent who worked on it
     * @return moved to completed, or why not; a refusal has changed nothing
     * @throws dev.coord.CoordinationException.StoreFailed if the state could not be written; then nothing was changed
     * @see HeldLease#complete() which proves as well that the lease still held
     */
    public LifecycleOutcome complete(FeatureId feature, AgentId agent) {
        return apply(new Command.CompleteFeature(feature, agent, Optional.empty()));
    }

    /**
     * Gives a feature up; its agent's locks for it are freed. Specification 4.2.
     *
     * @param feature which feature
     * @param agent who worked on it
     * @param reason why
     * @return moved to failed, or why not; a refusal has changed nothing
     * @throws dev.coord.CoordinationException.StoreFailed if the state could not be written; then nothing was changed
     */
    public LifecycleOutcome fail(FeatureId feature, AgentId agent, String reason) {
        return apply(new Command.FailFeature(feature, agent, reason));
    }

    /**
     * Halts a feature; its agent's locks for it are freed. Specification 4.2.
     *
     * @param feature which feature
     * @param agent who worked on it
     * @param reason why
     * @return moved to blocked, or why not; a refusal has changed nothing
     * @throws dev.coord.CoordinationException.StoreFailed if the state could not be written; then nothing was changed
     */
    public LifecycleOutcome block(FeatureId feature, AgentId agent, String reason) {
        return apply(new Command.BlockFeature(feature, agent, reason));
    }

    /**
     * Makes a blocked or failed feature pending again. Specification 4.2.
     *
     * @param feature which feature
     * @param agent who asks
     * @return moved to pending, or why not; a refusal has changed nothing
     * @throws dev.coord.CoordinationException.StoreFailed if the state could not be written; then nothing was changed
     */
    public LifecycleOutcome retry(FeatureId feature, AgentId agent) {
        return apply(new Command.RetryFeature(feature, agent));
    }

    /**
     * Waits until a feature is completed. Specification 4.2, "signal dependent features".
     *
     * @param feature which feature
     * @param deadline when to give up, by the store's clock
     * @return whether it is completed
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitCompleted(FeatureId feature, Instant deadline) throws InterruptedException {
        Predicate<Snapshot> completed = snapshot -> snapshot.state().statusOf(feature) == FeatureStatus.COMPLETED;
        return completed.test(store.await(completed, deadline));
    }

    /**
     * Everything coord knows now. Specification "Monitoring and Debugging".
     *
     * @return the latest snapshot
     */
    public Snapshot status() {
        return store.read();
    }

    /**
     * The conflict log. Specification 5.2.
     *
     * @return its entries, oldest first
     */
    public List<ConflictEntry> conflicts() {
        return store.conflicts();
    }

    private static boolean isPremature(Snapshot snapshot, Command<LifecycleOutcome> start) {
        return Rules.apply(snapshot, start, Instant.EPOCH).outcome() instanceof LifecycleOutcome.PrerequisitesMissing;
    }

    /** Of prerequisites that are missing still the first refusal has told. */
    private static Transition<LifecycleOutcome> withoutAWord(Transition<LifecycleOutcome> step) {
        return step.outcome() instanceof LifecycleOutcome.PrerequisitesMissing
                ? Transition.of(step.after(), step.outcome())
                : step;
    }

    private static Command<LockOutcome> asked(LockRequest request) {
        return new Command.RequestLocks(request, request.owner().equals(WAITER) ? Optional.empty() : WAITER);
    }

    /** Of a request that had left the queue before it was withdrawn it is not known any more who was in the way. */
    private LockOutcome inVain(LockRequest request, LockOutcome.TimedOut answer) {
        return answer.heldBy().isEmpty() ? new LockOutcome.TimedOut(LockTable.inTheWay(store.read(), request)) : answer;
    }

    /** An upgrade leaves the queue with its lease too; asking once more, without patience, tells. */
    private LockOutcome inVain(LeaseId lease) {
        LockOutcome outcome = apply(new Command.UpgradeLease(lease, Duration.ZERO));
        return outcome instanceof LockOutcome.Waiting another ? new LockOutcome.TimedOut(another.heldBy()) : outcome;
    }

    /** Whoever called is told by the answer. */
    private LockOutcome kept(LockOutcome outcome) {
        return outcome instanceof LockOutcome.Granted granted
                        && granted.lease().replaces().isPresent()
                ? new LockOutcome.Granted(keepUpgrade(granted.lease().id()))
                : outcome;
    }

    private static LeaseLost lost(LeaseOutcome outcome) {
        return new LeaseLost(outcome instanceof LeaseOutcome.Gone gone ? gone.why() : outcome.toString());
    }
}
