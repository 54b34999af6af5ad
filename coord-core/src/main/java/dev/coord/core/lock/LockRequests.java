package dev.coord.core.lock;

import dev.coord.AgentId;
import dev.coord.ProcessId;
import dev.coord.core.lock.contention.Contention;
import dev.coord.core.lock.contention.LockConflict;
import dev.coord.core.lock.contention.QueuePosition;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of one lock request. */
final class LockRequests {

    private LockRequests() {}

    /** For a snapshot in which nothing is over and nobody in the queue can be granted anything. */
    static Transition<LockOutcome> decide(
            Snapshot current, LockRequest request, Optional<ProcessId> waiter, Instant now) {
        return decide(current, ticket(Seniority.dated(request, now), Optional.empty(), waiter, now), now);
    }

    /** The same for a request that may take the place of a lease. */
    static Transition<LockOutcome> decide(Snapshot current, PendingRequest ticket, Instant now) {
        LockRequest request = ticket.request();
        Optional<LockOutcome> earlier = earlierAnswer(current, request.id());
        if (earlier.isPresent()) {
            return Transition.of(current, earlier.get());
        }
        return request.policy() == ContentionPolicy.WOUND_WAIT
                ? wound(current, ticket, now)
                : answer(current, ticket, QueuePosition.of(current.locks(), request), now);
    }

    /** Nobody is wounded for a request that is refused. */
    private static Transition<LockOutcome> wound(Snapshot current, PendingRequest ticket, Instant now) {
        LockRequest request = ticket.request();
        List<Lease> younger = Seniority.youngerHolders(current.locks(), request, now);
        LockRegistry left = Seniority.wounded(current.locks(), younger, request, now);
        QueuePosition position = QueuePosition.overtaking(Seniority.place(left, request, now), left, request);
        Transition<LockOutcome> step = answer(current.withLocks(left), ticket, position, now);
        if (!(step.outcome() instanceof LockOutcome.Granted || step.outcome() instanceof LockOutcome.Waiting)) {
            return new Transition<>(current, step.outcome(), step.conflicts());
        }
        List<ConflictEntry> log = new ArrayList<>();
        younger.forEach(lease -> log.add(Contention.wounded(lease, request, now)));
        log.addAll(step.conflicts());
        return new Transition<>(LockTable.expire(step.after(), now), step.outcome(), log);
    }

    private static Transition<LockOutcome> answer(
            Snapshot current, PendingRequest ticket, QueuePosition position, Instant now) {
        LockRequest request = ticket.request();
        if (position.conflicts().isEmpty()) {
            Snapshot after = current.withLocks(Promotion.granted(current.locks(), ticket, now));
            return Transition.of(
                    after,
                    LockTable.leaseOf(after, request.id())
                            .<LockOutcome>map(LockOutcome.Granted::new)
                            .orElseThrow());
        }
        if (isDenied(current, request, position, now)) {
            List<Holder> heldBy = LockConflict.holders(position.conflicts());
            return new Transition<>(
                    current, new LockOutcome.Denied(heldBy), Contention.denied(request, position.conflicts(), now));
        }
        if (request.patience().isZero()) {
            boolean upgrades = ticket.upgrades().isPresent(); // the one who upgrades keeps what he has, and goes on
            return new Transition<>(
                    current,
                    new LockOutcome.TimedOut(LockConflict.holders(position.conflicts())),
                    upgrades ? List.of() : Contention.refused(request, position.conflicts(), now));
        }
        if (!position.cycle().isEmpty()) {
            List<AgentId> cycle = position.cycle();
            return new Transition<>(
                    current,
                    new LockOutcome.Deadlocked(cycle),
                    Contention.deadlocked(request, position.conflicts(), cycle, now));
        }
        return queue(current, ticket, position, now);
    }

    static PendingRequest ticket(
            LockRequest request, Optional<LeaseId> upgrades, Optional<ProcessId> waiter, Instant now) {
        return new PendingRequest(
                request, Expiry.wholeSecond(now), Expiry.after(now, request.patience()), upgrades, waiter);
    }

    private static Transition<LockOutcome> queue(
            Snapshot current, PendingRequest ticket, QueuePosition position, Instant now) {
        LockRequest request = ticket.request();
        List<ConflictEntry> log = Contention.halted(request, position.conflicts(), now);
        return new Transition<>(
                current.withLocks(Registries.queued(current.locks(), ticket, position.place())),
                new LockOutcome.Waiting(request.id(), ticket.deadline(), LockConflict.holders(position.conflicts())),
                log);
    }

    private static Optional<LockOutcome> earlierAnswer(Snapshot current, RequestId id) {
        Optional<LockOutcome> granted = LockTable.leaseOf(current, id).map(LockOutcome.Granted::new);
        return granted.or(() -> current.locks().queue().stream()
                .filter(ticket -> ticket.request().id().equals(id))
                .findFirst()
                .map(ticket ->
                        new LockOutcome.Waiting(id, ticket.deadline(), LockTable.inTheWay(current, ticket.request()))));
    }

    /**
     * A request that can never be served is a deadlock rather than a conflict, unless it writes what another agent is
     * writing already.
     */
    private static boolean isDenied(Snapshot current, LockRequest request, QueuePosition position, Instant now) {
        return switch (request.policy()) {
            case FAIL -> true;
            case WAIT, WOUND_WAIT -> false;
            case WAIT_DIE -> !Seniority.isOldest(current.locks(), request, position.place(), now);
            case BY_OPERATION ->
                position.conflicts().stream()
                        .filter(LockConflict::bothWrite)
                        .anyMatch(conflict ->
                                position.cycle().isEmpty() || conflict.holder().kind() != Holder.Kind.WAITER);
        };
    }
}
