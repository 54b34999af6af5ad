package dev.coord.run;

import dev.coord.lock.LockRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who in a process drives a run, since a process can make several. It holds the run by a lease, which it renews as long as it
 * works, and gives it back when it ends.
 *
 * @param name another one for every try
 * @param until when the run can be taken over in the same process, unless the lease is renewed; none once it signed off
 */
public record RunDriver(String name, Optional<Instant> until) {

    private static final Duration TTL = LockRequest.DEFAULT_TTL;

    /**
     * A driver that works.
     *
     * @param name its name
     * @param now the store's time
     * @return the driver with a fresh lease
     */
    public static RunDriver working(String name, Instant now) {
        return new RunDriver(name, Optional.of(now.plus(TTL)));
    }

    /**
     * The same after it ended.
     *
     * @return a driver that is in nobody's way
     */
    public RunDriver signedOff() {
        return new RunDriver(name, Optional.empty());
    }

    /**
     * The same with its lease renewed, once a third of it is used up or the clock was set back.
     *
     * @param now the store's time
     * @return itself while there is nothing to renew
     */
    public RunDriver renewed(Instant now) {
        boolean fresh = until.filter(
                        end -> now.plus(TTL.multipliedBy(2).dividedBy(3)).isBefore(end))
                .filter(end -> !end.isAfter(now.plus(TTL)))
                .isPresent();
        return fresh ? this : working(name, now);
    }

    /**
     * Whether it ended in order.
     *
     * @return true once it signed off
     */
    public boolean hasSignedOff() {
        return until.isEmpty();
    }
}
