package dev.coord.core.lock;

import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRequest;
import dev.coord.lock.LostLease;
import dev.coord.lock.PendingRequest;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
                boolean tooFar = SetBack.isTooFar(lease, now);
                shortened |= tooFar;
                leases.add(tooFar ? SetBack.bounded(lease, now) : lease);
            }
        }
        List<PendingRequest> queue = new ArrayList<>(locks.queue().size());
        for (PendingRequest ticket : locks.queue()) {
            if (!Expiry.isOver(ticket.deadline(), now)
                    && !lostTicket.test(ticket)
                    && Upgrades.isPossible(ticket, leases)) {
                boolean tooFar = SetBack.isTooFar(ticket, now);
                shortened |= tooFar;
                queue.add(tooFar ? SetBack.bounded(ticket, now) : ticket);
            }
        }
        LockRegistry kept = new LockRegistry(leases, queue, locks.foreign(), locks.lastToken(), lost);
        LockRegistry after = promoted(kept, now);
        boolean same = !shortened
                && after.leases().size() == locks.leases().size()
                && after.queue().size() == locks.queue().size();
        return same ? before : before.withLocks(after);
    }

    /** With a lease for the request, in place of the one that it upgrades. */
    static LockRegistry granted(LockRegistry locks, PendingRequest ticket, Instant now) {
        List<Lease> leases = new ArrayList<>(locks.leases());
        Lease lease = lease(locks, ticket.request(), now);
        if (ticket.upgrades().isPresent()) {
            LeaseId upgraded = ticket.upgrades().get();
            for (Lease older : locks.leases()) {
                if (older.id().equals(upgraded)) {
                    leases.remove(older);
                    lease = ticket.waiter().isPresent()
                            ? lease.inPlaceOf(older, ticket.waiter().get())
                            : lease;
                }
            }
        }
        leases.add(lease);
        return new LockRegistry(leases, locks.queue(), locks.foreign(), lease.token(), locks.lost());
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

    /** Grants what meets no lock that is held and no waiter that is ahead and stays. */
    private static LockRegistry promoted(LockRegistry locks, Instant now) {
        if (locks.queue().isEmpty()) {
            return locks;
        }
        LockIndex inTheWay = LockIndex.ofHeld(locks);
        List<PendingRequest> waiting = new ArrayList<>();
        LockRegistry after = locks;
        for (PendingRequest ticket : locks.queue()) {
            LockRequest request = ticket.request();
            if (inTheWay.isInTheWay(request.agent(), request.locks())) {
                waiting.add(ticket);
            } else {
                after = granted(after, ticket, now);
            }
            inTheWay.add(ticket);
        }
        return new LockRegistry(after.leases(), waiting, locks.foreign(), after.lastToken(), locks.lost());
    }

    private static Lease lease(LockRegistry locks, LockRequest request, Instant now) {
        var token = locks.lastToken().next();
        String hash = String.format(Locale.ROOT, "%08x", request.id().value().hashCode());
        return new Lease(
                Endings.name(token, hash),
                request.id(),
                request.agent(),
                request.feature(),
                token,
                request.locks(),
                Expiry.begin(now),
                Expiry.end(now, request.ttl()),
                request.ttl(),
                request.owner(),
                request.age());
    }
}
