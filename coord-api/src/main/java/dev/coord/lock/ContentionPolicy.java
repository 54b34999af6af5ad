package dev.coord.lock;

import dev.coord.lock.LockRequest.Age;

/** What happens to a request that meets a lock of another agent. Specification 3.2, reading 5. */
public enum ContentionPolicy {
    /** A write that meets a write fails; any meeting with a read on one side waits. The default. */
    BY_OPERATION,
    /** Always wait. */
    WAIT,
    /** Always fail. */
    FAIL,
    /**
     * Wait for younger holders only. A request is denied unless it is older than every request in its way; its agent has
     * to release what it holds and to ask again with the same {@link Age}. For unattended runs.
     */
    WAIT_DIE,
    /**
     * Take the locks from younger holders: their leases in the way are broken, with an entry in the conflict log. A
     * younger request waits behind all older ones. A wounded holder learns of it when it next uses its lease; it has to
     * stop, to discard what it did under that lease, and to ask again with the same {@link Age}. Locks written into the
     * protocol's file are never taken; the request waits for them. For unattended runs.
     */
    WOUND_WAIT
}
