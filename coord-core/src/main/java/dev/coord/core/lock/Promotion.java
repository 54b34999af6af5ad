package dev.coord.core.lock;

import dev.coord.core.lock.contention.LockIndex;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Grants: of a request that nobody is in the way of, and to those who waited, in the order of the queue. Reading 5. */
final class Promotion {

    private Promotion() {}

    /** Grants what meets no lock that is held and no waiter that is ahead and stays. */
    static LockRegistry promoted(LockRegistry locks, Instant now) {
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
                Expiry.wholeSecond(now),
                Expiry.after(now, request.ttl()),
                request.ttl(),
                request.owner(),
                request.age());
    }
}
