package dev.coord.core.history;

import dev.coord.core.lock.LockTable;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.LostLease;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.RequestId;
import dev.coord.store.History.HistoryEvent;
import dev.coord.store.History.HistoryEvent.Ending;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a step did to the lock registry. */
final class LockEvents {

    private LockEvents() {}

    static void add(List<HistoryEvent> events, Step step) {
        LockRegistry before = step.before().locks();
        LockRegistry after = step.after().locks();
        Difference<Lease> leases = Difference.between(before.leases(), after.leases(), Lease::id);
        Difference<PendingRequest> queue = Difference.between(
                before.queue(), after.queue(), ticket -> ticket.request().id());
        Set<RequestId> answered = new HashSet<>();
        leases.added().forEach(lease -> answered.add(lease.request()));

        leases.removed().forEach(lease -> events.add(ended(lease, answered, step)));
        queue.removed().stream()
                .filter(ticket -> !answered.contains(ticket.request().id()))
                .forEach(ticket -> events.add(left(ticket, step)));
        leases.added().forEach(lease -> events.add(new HistoryEvent.Granted(lease)));
        leases.changed().forEach(lease -> events.add(new HistoryEvent.Changed(lease)));
        queue.added().forEach(ticket -> events.add(new HistoryEvent.Waiting(ticket)));
        queue.changed().forEach(ticket -> events.add(new HistoryEvent.Waiting(ticket)));
        foreign(events, before.foreign(), after.foreign());
    }

    private static HistoryEvent ended(Lease lease, Set<RequestId> answered, Step step) {
        return new HistoryEvent.Ended(
                lease.id(), lease.agent(), lease.feature(), lease.token(), why(lease, answered, step));
    }

    private static Ending why(Lease lease, Set<RequestId> answered, Step step) {
        Optional<LostLease> lost = step.after().locks().lost().stream()
                .filter(told -> told.id().equals(lease.id()))
                .findFirst();
        if (lost.isPresent()) {
            return ending(lost.get().cause());
        }
        if (answered.contains(lease.request())
                || LockTable.successor(step.after(), lease.id()).isPresent()) {
            return Ending.REPLACED;
        }
        if (!step.now().isBefore(lease.expiresAt())) {
            return Ending.EXPIRED;
        }
        if (lease.owner().filter(step.dead()::contains).isPresent()) {
            return Ending.OWNER_DIED;
        }
        return step.edited() ? Ending.EDITED : Ending.RELEASED;
    }

    private static Ending ending(LostLease.Cause cause) {
        return switch (cause) {
            case EXPIRED -> Ending.EXPIRED;
            case BROKEN -> Ending.BROKEN;
            case WOUNDED -> Ending.WOUNDED;
            case OWNER_DIED -> Ending.OWNER_DIED;
            case REMOVED -> Ending.EDITED;
        };
    }

    private static HistoryEvent left(PendingRequest ticket, Step step) {
        Ending why = Ending.WITHDRAWN;
        if (!step.now().isBefore(ticket.deadline())) {
            why = Ending.EXPIRED;
        } else if (ticket.endsWith(step.dead())) {
            why = Ending.OWNER_DIED;
        }
        return new HistoryEvent.Left(
                ticket.request().id(),
                ticket.request().agent(),
                ticket.request().feature(),
                why);
    }

    private static void foreign(List<HistoryEvent> events, List<ForeignLock> before, List<ForeignLock> after) {
        Difference<ForeignLock> locks = Difference.between(before, after, lock -> lock);
        locks.removed().forEach(lock -> events.add(new HistoryEvent.ForeignRemoved(lock)));
        locks.added().forEach(lock -> events.add(new HistoryEvent.ForeignAdded(lock)));
    }
}
