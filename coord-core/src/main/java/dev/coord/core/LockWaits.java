package dev.coord.core;

import dev.coord.CoordinationException.LeaseLost;
import dev.coord.core.lock.LockTable;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.spi.PacedClock;
import dev.coord.core.state.Rules;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.RequestId;
import dev.coord.state.Command;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Waiting for what was asked of the lock table: with a thread, or without one. Nothing is left in the queue. */
final class LockWaits {

    /** Who is in the queue, worked out once for all who wait and look at the same snapshot. */
    private record Queued(LockRegistry locks, Set<RequestId> requests) {

        static Queued in(LockRegistry locks) {
            Set<RequestId> requests = new HashSet<>();
            locks.queue().forEach(pending -> requests.add(pending.request().id()));
            return new Queued(locks, requests);
        }
    }

    private final CoordinationStore store;
    private volatile Queued queued = Queued.in(LockRegistry.EMPTY);

    LockWaits(CoordinationStore store) {
        this.store = store;
    }

    LockOutcome block(Command<LockOutcome> ask, Function<LockOutcome.TimedOut, LockOutcome> inVain)
            throws InterruptedException {
        LockOutcome outcome = inForce(apply(ask));
        if (!(outcome instanceof LockOutcome.Waiting waiting)) {
            return outcome;
        }
        RequestId request = waiting.request();
        try (PacedClock.Turn turn = turn(request)) {
            turn.rest(waiting.deadline());
            Snapshot seen = store.await(snapshot -> hasLeftQueue(snapshot, request), waiting.deadline());
            return answer(request, seen, inVain);
        } catch (InterruptedException e) {
            withdraw(request, ask instanceof Command.UpgradeLease);
            throw e;
        }
    }

    CompletableFuture<LockOutcome> async(
            Command<LockOutcome> ask,
            Function<LockOutcome.TimedOut, LockOutcome> inVain,
            UnaryOperator<LockOutcome> told) {
        LockOutcome outcome = inForce(apply(ask));
        if (!(outcome instanceof LockOutcome.Waiting waiting)) {
            return CompletableFuture.completedFuture(told.apply(outcome));
        }
        return new AsyncWait(waiting, ask instanceof Command.UpgradeLease).answered(inVain, told);
    }

    /** One wait without a thread. Whoever ends its future from outside does not want the locks. */
    private final class AsyncWait {

        private final RequestId request;
        private final boolean upgrades;
        private final PacedClock.Turn turn;
        private final CompletableFuture<Snapshot> wait;
        private final CompletableFuture<LockOutcome> answer = new CompletableFuture<>();
        private final AtomicBoolean answered = new AtomicBoolean();

        AsyncWait(LockOutcome.Waiting waiting, boolean upgrades) {
            this.request = waiting.request();
            this.upgrades = upgrades;
            this.turn = turn(request);
            turn.rest(waiting.deadline());
            this.wait = store.when(snapshot -> hasLeftQueue(snapshot, request), waiting.deadline());
        }

        CompletableFuture<LockOutcome> answered(
                Function<LockOutcome.TimedOut, LockOutcome> inVain, UnaryOperator<LockOutcome> told) {
            CompletableFuture<?> unusedEnd = answer.whenComplete((result, failure) -> withdrawIfUnasked());
            CompletableFuture<?> unusedSettling = wait.thenApplyAsync(
                            snapshot -> wanted(answer(request, snapshot, inVain), told))
                    .whenComplete(this::settle);
            CompletableFuture<?> unusedAct = wait.whenComplete((snapshot, failure) -> act());
            return answer;
        }

        /** It was cancelled, timed out or completed by somebody else. */
        private void withdrawIfUnasked() {
            if (!answered.get()) {
                wait.cancel(false);
                withdraw(request, upgrades);
            }
            turn.close();
        }

        /** Before an upgrade is made to last: later it cannot be undone. */
        private LockOutcome wanted(LockOutcome outcome, UnaryOperator<LockOutcome> told) {
            return answer.isDone() && upgrades ? outcome : told.apply(outcome);
        }

        private void settle(@Nullable LockOutcome result, @Nullable Throwable failure) {
            answered.set(true);
            boolean taken = failure == null ? answer.complete(result) : answer.completeExceptionally(cause(failure));
            if (!taken && result instanceof LockOutcome.Granted granted) {
                giveBack(granted.lease(), upgrades);
            }
        }

        private void act() {
            turn.act();
            if (answer.isDone()) {
                turn.close();
            }
        }

        private static Throwable cause(Throwable failure) {
            return failure instanceof CompletionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : failure;
        }
    }

    /** Time that a test moves does not pass the deadline before the request is answered and has left the queue. */
    private PacedClock.Turn turn(RequestId request) {
        return PacedClock.turn(store.clock(), "the wait of request '" + request + "'", () -> {});
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean hasLeftQueue(Snapshot snapshot, RequestId request) {
        Queued last = queued;
        if (last.locks() != snapshot.locks()) {
            last = Queued.in(snapshot.locks());
            queued = last;
        }
        return !last.requests().contains(request);
    }

    private LockOutcome answer(RequestId request, Snapshot seen, Function<LockOutcome.TimedOut, LockOutcome> inVain) {
        Optional<Lease> lease = LockTable.leaseOf(seen, request);
        if (lease.isPresent()) {
            return new LockOutcome.Granted(lease.get());
        }
        LockOutcome outcome = apply(new Command.WithdrawRequest(request));
        return outcome instanceof LockOutcome.TimedOut timedOut ? inForce(inVain.apply(timedOut)) : outcome;
    }

    private void withdraw(RequestId request, boolean upgrades) {
        if (apply(new Command.WithdrawRequest(request)) instanceof LockOutcome.Granted granted) {
            giveBack(granted.lease(), upgrades);
        }
    }

    /** An upgrade that lasts stays: its holder has the lease before it no more, and is to lose no locks. */
    private void giveBack(Lease lease, boolean upgrades) {
        if (lease.replaces().isPresent()) {
            LeaseId upgraded = lease.replaces().get().id();
            store.update((before, now) -> LockTable.undoUpgrade(before, upgraded, ProcessLife.current(), now));
        } else if (!upgrades) {
            apply(new Command.ReleaseLease(lease.id()));
        }
    }

    private <O> O apply(Command<O> command) {
        return store.update((before, now) -> Rules.apply(before, command, now)).outcome();
    }

    private static LockOutcome inForce(LockOutcome outcome) {
        if (outcome instanceof LeaseOutcome.Gone gone) {
            throw new LeaseLost(gone.why());
        }
        return outcome;
    }
}
