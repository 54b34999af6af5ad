package dev.coord.core.lock;

import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.LostLease;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The steps a lock registry takes. */
final class Registries {

    private Registries() {}

    /** Without what is given up or over; then everything that can be granted is, in the order of the queue. */
    static Snapshot without(
            Snapshot before, Predicate<Lease> givenUp, Predicate<PendingRequest> lostTicket, Instant now) {
        return without(before, givenUp, Optional.empty(), lostTicket, now);
    }

    /** The same where leases do not end by their holder's will, and it is told how. */
    static Snapshot without(
            Snapshot before,
            Predicate<Lease> lostLease,
            Function<Lease, LostLease> ending,
            Predicate<PendingRequest> lostTicket,
            Instant now) {
        return without(before, lostLease, Optional.of(ending), lostTicket, now);
    }

    private static Snapshot without(
            Snapshot before,
            Predicate<Lease> ended,
            Optional<Function<Lease, LostLease>> ending,
            Predicate<PendingRequest> lostTicket,
            Instant now) {
        LockRegistry locks = before.locks();
        List<Lease> leases = new ArrayList<>(locks.leases().size());
        List<LostLease> lost = new ArrayList<>(locks.lost());
        boolean shortened = false; // never, unless the clock was set back
        for (Lease lease : locks.leases()) {
            if (Expiry.isOver(lease.expiresAt(), now)) {
                lost.add(Endings.expired(lease));
            } else if (ended.test(lease)) {
                ending.ifPresent(told -> lost.add(told.apply(lease)));
            } else {
                boolean tooFar = Expiry.isTooFarAhead(lease, now);
                shortened |= tooFar;
                leases.add(tooFar ? Expiry.bounded(lease, now) : lease);
            }
        }
        List<PendingRequest> queue = new ArrayList<>(locks.queue().size());
        for (PendingRequest ticket : locks.queue()) {
            if (!Expiry.isOver(ticket.deadline(), now)
                    && !lostTicket.test(ticket)
                    && Upgrades.isPossible(ticket, leases)) {
                boolean tooFar = Expiry.isTooFarAhead(ticket, now);
                shortened |= tooFar;
                queue.add(tooFar ? Expiry.bounded(ticket, now) : ticket);
            }
        }
        LockRegistry kept = new LockRegistry(leases, queue, locks.foreign(), locks.lastToken(), lost);
        LockRegistry after = Promotion.promoted(kept, now);
        boolean same = !shortened
                && after.leases().size() == locks.leases().size()
                && after.queue().size() == locks.queue().size();
        return same ? before : before.withLocks(after);
    }

    static LockRegistry queued(LockRegistry locks, PendingRequest ticket, int place) {
        List<PendingRequest> queue = new ArrayList<>(locks.queue());
        queue.add(place, ticket);
        return new LockRegistry(locks.leases(), queue, locks.foreign(), locks.lastToken(), locks.lost());
    }

    /** With an older lease in the place of the one that took its own; leases stay in the order of grant. */
    static Snapshot replaced(Snapshot before, Lease newer, Lease older, Optional<LostLease> ending) {
        LockRegistry locks = before.locks();
        List<Lease> leases = new ArrayList<>(locks.leases());
        leases.removeIf(lease -> lease.id().equals(newer.id()));
        leases.add(older);
        leases.sort(Comparator.comparing(Lease::token));
        List<LostLease> lost = new ArrayList<>(locks.lost());
        ending.ifPresent(lost::add);
        return before.withLocks(new LockRegistry(leases, locks.queue(), locks.foreign(), locks.lastToken(), lost));
    }

    /** With another form of a lease; the queue stays as it is. */
    static Snapshot changed(Snapshot before, Lease changed) {
        LockRegistry locks = before.locks();
        List<Lease> leases = locks.leases().stream()
                .map(lease -> lease.id().equals(changed.id()) ? changed : lease)
                .toList();
        LockRegistry after = new LockRegistry(leases, locks.queue(), locks.foreign(), locks.lastToken(), locks.lost());
        return after.equals(locks) ? before : before.withLocks(after);
    }
}
