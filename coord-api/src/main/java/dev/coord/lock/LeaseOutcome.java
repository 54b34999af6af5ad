package dev.coord.lock;

/** The answer to a use of a lease. */
public sealed interface LeaseOutcome {

    /**
     * The lease lives on.
     *
     * @param lease with its new expiry
     */
    record Renewed(Lease lease) implements LeaseOutcome {}

    /**
     * The locks are free, and waiters that they stood in the way of hold theirs.
     *
     * @param lease as it was
     */
    record Released(Lease lease) implements LeaseOutcome {}

    /**
     * The lease only reads from now on, and waiters that its writing stood in the way of hold theirs.
     *
     * @param lease as it is now: the same id and token
     */
    record Downgraded(Lease lease) implements LeaseOutcome {}

    /**
     * The lease outlives the process that owned it.
     *
     * @param lease as it is now: the same id, token and expiry, and no owner
     */
    record Detached(Lease lease) implements LeaseOutcome {}

    /**
     * There is no such lease any more, so nothing was changed.
     *
     * @param id which lease
     * @param why what became of it, as far as is known, and what to do next
     */
    record Gone(LeaseId id, String why) implements LeaseOutcome, LockOutcome {}
}
