package dev.coord.core.lock;

import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry.PendingRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When a lease and a queued request end. Times are kept in whole seconds, as in the protocol's files (reading 14).
 *
 * <p>A clock that is set back leaves ends behind that lie too far ahead: nothing ends before its time for it, and nothing
 * lasts longer than its whole time again. An end further ahead than twice its length can have no other reason; one that is
 * nearer is left alone, since the clocks of two machines may differ.
 */
final class Expiry {

    private Expiry() {}

    static Instant wholeSecond(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Rounded up, so that nothing ends before its time. */
    static Instant after(Instant now, Duration length) {
        Instant exact = now.plus(length);
        Instant rounded = wholeSecond(exact);
        return rounded.equals(exact) ? exact : rounded.plusSeconds(1);
    }

    /** At its very end a thing is over. */
    static boolean isOver(Instant end, Instant now) {
        return !now.isBefore(end);
    }

    static boolean isTooFarAhead(Lease lease, Instant now) {
        return isTooFarAhead(lease.expiresAt(), lease.ttl(), now);
    }

    static boolean isTooFarAhead(PendingRequest ticket, Instant now) {
        return isTooFarAhead(ticket.deadline(), ticket.request().patience(), now);
    }

    static Lease bounded(Lease lease, Instant now) {
        return lease.expiringAt(after(now, lease.ttl()));
    }

    static PendingRequest bounded(PendingRequest ticket, Instant now) {
        return ticket.until(after(now, ticket.request().patience()));
    }

    private static boolean isTooFarAhead(Instant end, Duration length, Instant now) {
        long ahead = end.getEpochSecond() - now.getEpochSecond();
        return ahead / 2 > length.toSeconds() + 1; // rounded up to whole seconds
    }
}
