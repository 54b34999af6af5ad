package dev.coord.lock;

import java.util.List;

/**
 * All locks and all requests in the queue. Specification 3.1.
 *
 * @param leases what is held, in the order of grant
 * @param queue who waits, in the order of arrival
 * @param foreign locks written by others than coord
 * @param lastToken the token of the latest grant; never falls, also when the registry is empty
 */
public record LockRegistry(
        List<Lease> leases, List<PendingRequest> queue, List<ForeignLock> foreign, FencingToken lastToken) {

    /** A registry in which nothing was ever granted. */
    public static final LockRegistry EMPTY = new LockRegistry(List.of(), List.of(), List.of(), FencingToken.NONE);

    /** Copies the lists. */
    public LockRegistry {
        leases = List.copyOf(leases);
        queue = List.copyOf(queue);
        foreign = List.copyOf(foreign);
    }
}
