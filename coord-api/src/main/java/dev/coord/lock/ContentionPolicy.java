package dev.coord.lock;

/** What to do with a request that meets somebody else's lock. Specification 3.2, reading 5. */
public enum ContentionPolicy {
    /** A write that meets a write fails; any meeting with a read on one side waits. The default. */
    BY_OPERATION,
    /** Always wait. */
    WAIT,
    /** Always fail. */
    FAIL,
    /**
     * Wait for younger ones only: who is not older than everybody in its way is denied. He has to release what he holds
     * and to ask again with the same {@link Age}. For unattended runs.
     */
    WAIT_DIE,
    /**
     * Take the locks from younger holders: their leases in the way are broken, with an entry in the conflict log; who is
     * younger waits, behind all older ones. A wounded holder is told when it next uses its lease. It has to stop, to take
     * what it did under that lease for lost, and to ask again with the same {@link Age}. Locks written into the protocol's
     * file cannot be taken; they are waited for. For unattended runs.
     */
    WOUND_WAIT
}
