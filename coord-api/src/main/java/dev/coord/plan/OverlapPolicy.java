package dev.coord.plan;

/** What a plan does with unordered features that write the same file. Specification 5.1. */
public enum OverlapPolicy {
    /** They stand in different waves: the specification's rule. */
    SERIALIZE,
    /**
     * They may stand in one wave and take no lock on the paths they share; the merge decides. Features that change one
     * table are serialized all the same.
     */
    OPTIMISTIC
}
