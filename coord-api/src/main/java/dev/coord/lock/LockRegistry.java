package dev.coord.lock;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * All locks and all requests in the queue. Specification 3.1.
 *
 * @param leases what is held, in the order of grant
 * @param queue who waits, in the order of arrival
 * @param foreign locks written by others than coord
 * @param lastToken the token of the latest grant; never falls, also when the registry is empty
 * @param lost the latest leases that ended against their holder's will, at most {@link #REMEMBERED}, oldest first
 */
public record LockRegistry(
        List<Lease> leases,
        List<PendingRequest> queue,
        List<ForeignLock> foreign,
        FencingToken lastToken,
        List<LostLease> lost) {

    /** How many lost leases are remembered. */
    public static final int REMEMBERED = 32;

    /** A registry in which nothing was ever granted. */
    public static final LockRegistry EMPTY =
            new LockRegistry(List.of(), List.of(), List.of(), FencingToken.NONE, List.of());

    /** Copies the lists and forgets what was lost long ago. */
    public LockRegistry {
        leases = List.copyOf(leases);
        queue = List.copyOf(queue);
        foreign = List.copyOf(foreign);
        lost = List.copyOf(lost.subList(Math.max(0, lost.size() - REMEMBERED), lost.size()));
    }

    /**
     * The same with other foreign locks.
     *
     * @param next the foreign locks
     * @return the registry
     */
    public LockRegistry withForeign(List<ForeignLock> next) {
        return new LockRegistry(leases, queue, next, lastToken, lost);
    }

    /**
     * How a lease ended that its holder did not release. Kept for a while, so that the holder learns of it.
     *
     * @param id which lease
     * @param cause what ended it
     * @param at when it ended, or when that was noticed
     * @param detail further detail, which may be empty: the reason of a break, or the lease that wounded it
     */
    public record LostLease(LeaseId id, Cause cause, Instant at, String detail) {

        /** What ends a lease against its holder's will. */
        public enum Cause {
            /** It was not renewed in time. */
            EXPIRED,
            /** Somebody broke it. */
            BROKEN,
            /** An older request took its locks. */
            WOUNDED,
            /** The process that owned it ended. */
            OWNER_DIED,
            /** Its rows were removed from the protocol's file. */
            REMOVED
        }
    }

    /**
     * A lock that was written into the protocol's file without coord. It is honoured until it is removed there.
     * Reading 8.
     *
     * @param lock what is held
     * @param lockedBy who holds it
     * @param feature what it is for
     * @param timestamp when it was taken, as the file says
     */
    public record ForeignLock(PathLock lock, AgentId lockedBy, FeatureId feature, Instant timestamp) {}

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
            LockRequest request,
            Instant since,
            Instant deadline,
            Optional<LeaseId> upgrades,
            Optional<ProcessId> waiter) {

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
}
