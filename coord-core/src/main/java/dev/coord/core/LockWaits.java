package dev.coord.core;

import dev.coord.CoordinationException.LeaseLost;
import dev.coord.core.lock.LockTable;
import dev.coord.core.state.Rules;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.RequestId;
import dev.coord.state.Command;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Waiting for what was asked of the lock table: with a thread, or without one. Nothing is left in the queue. */
final class LockWaits {

    private final CoordinationStore store;

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
        try {
            Snapshot seen = store.await(snapshot -> hasLeftQueue(snapshot, request), waiting.deadline());
            return answer(request, seen, inVain);
        } catch (InterruptedException e) {
            withdraw(request);
            throw e;
        }
    }

    CompletableFuture<LockOutcome> async(Command<LockOutcome> ask, Function<LockOutcome.TimedOut, LockOutcome> inVain) {
        LockOutcome outcome = inForce(apply(ask));
        if (!(outcome instanceof LockOutcome.Waiting waiting)) {
            return CompletableFuture.completedFuture(outcome);
        }
        RequestId request = waiting.request();
        CompletableFuture<Snapshot> wait = store.when(snapshot -> hasLeftQueue(snapshot, request), waiting.deadline());
        CompletableFuture<LockOutcome> answer = wait.thenApplyAsync(snapshot -> answer(request, snapshot, inVain));
        CompletableFuture<LockOutcome> unused = answer.whenComplete((result, failure) -> {
            if (answer.isCancelled()) {
                wait.cancel(false);
                withdraw(request);
            }
        });
        return answer;
    }

    private static boolean hasLeftQueue(Snapshot snapshot, RequestId request) {
        return snapshot.locks().queue().stream()
                .noneMatch(pending -> pending.request().id().equals(request));
    }

    private LockOutcome answer(RequestId request, Snapshot seen, Function<LockOutcome.TimedOut, LockOutcome> inVain) {
        Optional<Lease> lease = LockTable.leaseOf(seen, request);
        if (lease.isPresent()) {
            return new LockOutcome.Granted(lease.get());
        }
        LockOutcome outcome = apply(new Command.WithdrawRequest(request));
        return outcome instanceof LockOutcome.TimedOut timedOut ? inForce(inVain.apply(timedOut)) : outcome;
    }

    private void withdraw(RequestId request) {
        if (apply(new Command.WithdrawRequest(request)) instanceof LockOutcome.Granted granted) {
            apply(new Command.ReleaseLease(granted.lease().id()));
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
