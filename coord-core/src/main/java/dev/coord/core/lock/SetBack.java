package dev.coord.core.lock;

import dev.coord.lock.Lease;
import dev.coord.lock.PendingRequest;
import java.time.Duration;
import java.time.Instant;

/**
 * What becomes of ends that were set by a clock that was set back since: nothing ends before its time for it, and nothing
 * lasts longer than its whole time again. An end that lies further ahead than twice its length can have no other reason;
 * one that is nearer is left alone, since the clocks of two machines may differ.
 */
final class SetBack {

    private SetBack() {}

    static boolean isTooFar(Lease lease, Instant now) {
        return isTooFar(lease.expiresAt(), lease.ttl(), now);
    }

    static boolean isTooFar(PendingRequest ticket, Instant now) {
        return isTooFar(ticket.deadline(), ticket.request().patience(), now);
    }

    static Lease bounded(Lease lease, Instant now) {
        return lease.expiringAt(Expiry.end(now, lease.ttl()));
    }

    static PendingRequest bounded(PendingRequest ticket, Instant now) {
        return ticket.until(Expiry.end(now, ticket.request().patience()));
    }

    private static boolean isTooFar(Instant end, Duration length, Instant now) {
        long ahead = end.getEpochSecond() - now.getEpochSecond();
        return ahead / 2 > length.toSeconds() + 1; // rounded up to whole seconds
    }
}
