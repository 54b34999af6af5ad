package dev.coord.lock;

import java.time.Instant;
import java.util.Optional;

/**
 * A request in the queue. It leaves the queue when it is granted, withdrawn, or at its deadline. Specification 3.1.
 *
 * @param request what is asked for
 * @param since when it was queued
 * @param deadline when it leaves the queue unserved, so that a dead waiter blocks nobody
 * @param upgrades the lease that the new one takes the place of; the request leaves the queue with that lease
 */
public record PendingRequest(LockRequest request, Instant since, Instant deadline, Optional<LeaseId> upgrades) {

    /**
     * A request that takes the place of no lease.
     *
     * @param request what is asked for
     * @param since when it was queued
     * @param deadline when it leaves the queue unserved
     */
    public PendingRequest(LockRequest request, Instant since, Instant deadline) {
        this(request, since, deadline, Optional.empty());
    }
}
