package dev.coord.core.state;

import dev.coord.core.lock.LockTable;
import dev.coord.state.Command;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Instant;

/** Every command and the rule that carries it out. Pure, safe from any thread. */
public final class Rules {

    private Rules() {}

    /**
     * Carries out a command.
     *
     * @param <O> type of the answer
     * @param before the snapshot as it is
     * @param command what to do
     * @param now the store's time
     * @return the snapshot from now on and the answer; a refusal has the snapshot it was given, unless leases or requests
     *     were over by {@code now}, or {@link Lifecycle#start} halts a feature
     */
    @SuppressWarnings("unchecked") // each command is bound to the type of its answer, which a cast cannot see
    public static <O> Transition<O> apply(Snapshot before, Command<O> command, Instant now) {
        return (Transition<O>) RunFeatures.unlessMadeByRun(before, command, now, dispatch(before, command, now));
    }

    /**
     * Carries out a command of the run that is under way, which alone decides on the features it makes.
     *
     * @param <O> type of the answer
     * @param before the snapshot as it is
     * @param command what to do
     * @param now the store's time
     * @return as {@link #apply}
     */
    @SuppressWarnings("unchecked") // as above
    public static <O> Transition<O> applyOfRun(Snapshot before, Command<O> command, Instant now) {
        return (Transition<O>)
                RunFeatures.madeOnceMore(before, command, now).orElseGet(() -> dispatch(before, command, now));
    }

    private static Transition<?> dispatch(Snapshot before, Command<?> command, Instant now) {
        if (command instanceof Command.RequestLocks request) {
            return LockTable.request(before, request.request(), request.waiter(), now);
        }
        if (command instanceof Command.WithdrawRequest withdraw) {
            return LockTable.withdraw(before, withdraw.request(), now);
        }
        if (command instanceof Command.RenewLease renew) {
            return LockTable.renew(before, renew.lease(), now);
        }
        if (command instanceof Command.ReleaseLease release) {
            return LockTable.release(before, release.lease(), now);
        }
        if (command instanceof Command.UpgradeLease upgrade) {
            return LockTable.upgrade(before, upgrade.lease(), upgrade.patience(), upgrade.waiter(), now);
        }
        if (command instanceof Command.DowngradeLease downgrade) {
            return LockTable.downgrade(before, downgrade.lease(), now);
        }
        if (command instanceof Command.DetachLease detach) {
            return LockTable.detach(before, detach.lease(), now);
        }
        if (command instanceof Command.BreakLease broken) {
            return LockTable.breakLease(before, broken.lease(), broken.reason(), now);
        }
        if (command instanceof Command.StoreFeatures store) {
            return Lifecycle.store(before, store.features(), now);
        }
        if (command instanceof Command.StartFeature start) {
            return Lifecycle.start(before, start.feature(), start.agent(), now);
        }
        if (command instanceof Command.ClaimFeature claim) {
            return Claiming.claim(before, claim, now);
        }
        if (command instanceof Command.CompleteFeature complete) {
            return Lifecycle.complete(before, complete.feature(), complete.agent(), complete.token(), now);
        }
        if (command instanceof Command.BlockFeature block) {
            return Lifecycle.block(before, block.feature(), block.agent(), block.reason(), block.token(), now);
        }
        if (command instanceof Command.FailFeature fail) {
            return Lifecycle.fail(before, fail.feature(), fail.agent(), fail.reason(), fail.token(), now);
        }
        if (command instanceof Command.RetryFeature retry) {
            return Lifecycle.retry(before, retry.feature(), retry.agent(), now);
        }
        throw new AssertionError(command);
    }
}
