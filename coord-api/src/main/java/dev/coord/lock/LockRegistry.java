package dev.coord.lock;

import java.util.List;

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
}
