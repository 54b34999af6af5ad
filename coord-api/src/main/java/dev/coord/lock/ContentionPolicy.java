package dev.coord.lock;

/** What to do with a request that meets somebody else's lock. Specification 3.2, reading 5. */
public enum ContentionPolicy {
    /** A write that meets a write fails; any meeting with a read on one side waits. The default. */
    BY_OPERATION,
    /** Always wait. */
    WAIT,
    /** Always fail. */
    FAIL
}
