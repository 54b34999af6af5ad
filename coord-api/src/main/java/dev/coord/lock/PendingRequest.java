package dev.coord.lock;

import dev.coord.ProcessId;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * A request in the queue. It leaves the queue when it is granted, withdrawn, or at its deadline. Specification 3.1.
 *
 * @param request what is asked for
 * @param since when it was queued
 * @param deadline when it leaves the queue unserved
 * @param upgrades the lease that the new one takes the place of; the request leaves the queue with that lease
 * @param waiter the process that waits for it, beside the request's owner; the request leaves the queue when it dies
 */
public record PendingRequest(
        LockRequest request, Instant since, Instant deadline, Optional<LeaseId> upgrades, Optional<ProcessId> waiter) {

    /**
     * A request that takes the place of no lease.
     *
     * @param request what is asked for
     * @param since when it was queued
     * @param deadline when it leaves the queue unserved
     */
    public PendingRequest(LockRequest request, Instant since, Instant deadline) {
        this(request, since, deadline, Optional.empty(), Optional.empty());
    }

    /**
     * Tells whether the death of these processes ends the request, because no process is left to take the grant.
     *
     * @param dead processes that have died
     * @return true if it ends with them
     */
    public boolean endsWith(Collection<ProcessId> dead) {
        return request.owner().filter(dead::contains).isPresent()
                || waiter.filter(dead::contains).isPresent();
    }

    /**
     * The same request with another deadline.
     *
     * @param other when it leaves the queue unserved
     * @return a copy
     */
    public PendingRequest until(Instant other) {
        return new PendingRequest(request, since, other, upgrades, waiter);
    }
}
