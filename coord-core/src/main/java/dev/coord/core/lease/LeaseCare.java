package dev.coord.core.lease;

import dev.coord.CoordinationException.BadInput;
import dev.coord.lock.Lease;
import java.time.Duration;
import java.util.Optional;

/**
 * How a lease is looked after.
 *
 * @param renewed whether it is renewed while its holder lives
 * @param warning how long before its end the holder of a lease that is not being renewed is told; none for a third of its
 *     time to live
 * @param listener who is told
 */
public record LeaseCare(boolean renewed, Optional<Duration> warning, LeaseListener listener) {

    /** Renewed; nobody is told, but by an exception on the next use. */
    public static final LeaseCare RENEWED = new LeaseCare(true, Optional.empty(), LeaseListener.NOBODY);

    /** Not renewed: it ends at its expiry, whatever its holder does. */
    public static final LeaseCare UNRENEWED = new LeaseCare(false, Optional.empty(), LeaseListener.NOBODY);

    /**
     * Checks the warning.
     *
     * @throws BadInput if it is negative
     */
    public LeaseCare {
        warning.filter(Duration::isNegative).ifPresent(negative -> {
            throw new BadInput("nobody can be told " + negative + " before a lease ends; give a duration from zero on");
        });
    }

    /**
     * The same with somebody who is told.
     *
     * @param other who
     * @return a copy
     */
    public LeaseCare telling(LeaseListener other) {
        return new LeaseCare(renewed, warning, other);
    }

    /**
     * The same with another warning.
     *
     * @param before how long before the end
     * @return a copy
     * @throws BadInput if it is negative
     */
    public LeaseCare warning(Duration before) {
        return new LeaseCare(renewed, Optional.of(before), listener);
    }

    Duration warningOf(Lease lease) {
        return warning.orElseGet(() -> lease.ttl().dividedBy(3));
    }
}
