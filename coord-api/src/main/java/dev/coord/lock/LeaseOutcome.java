package dev.coord.lock;

import dev.coord.CoordinationException.LeaseLost;
import java.time.temporal.ChronoUnit;

/** The answer to a use of a lease. */
public sealed interface LeaseOutcome {

    /**
     * The answer for people.
     *
     * @return what became of the lease and, where it is gone, what to do next
     */
    String message();

    /**
     * The lease, for a caller that has nothing else to do without it.
     *
     * @return the lease as it is, or as it was when it was released
     * @throws LeaseLost if it is gone, with {@link #message()}
     */
    Lease orElseThrow();

    /**
     * The lease lives on.
     *
     * @param lease with its new expiry
     */
    record Renewed(Lease lease) implements LeaseOutcome {

        @Override
        public String message() {
            return "lease '" + lease.id() + "' is renewed until "
                    + lease.expiresAt().truncatedTo(ChronoUnit.SECONDS);
        }

        @Override
        public Lease orElseThrow() {
            return lease;
        }
    }

    /**
     * The locks are free, and waiters that they stood in the way of hold theirs.
     *
     * @param lease as it was
     */
    record Released(Lease lease) implements LeaseOutcome {

        @Override
        public String message() {
            return "lease '" + lease.id() + "' is released";
        }

        @Override
        public Lease orElseThrow() {
            return lease;
        }
    }

    /**
     * The lease only reads from now on, and waiters that its writing stood in the way of hold theirs.
     *
     * @param lease as it is now: the same id and token
     */
    record Downgraded(Lease lease) implements LeaseOutcome {

        @Override
        public String message() {
            return "lease '" + lease.id() + "' only reads from now on";
        }

        @Override
        public Lease orElseThrow() {
            return lease;
        }
    }

    /**
     * The lease outlives the process that owned it.
     *
     * @param lease as it is now: the same id, token and expiry, and no owner
     */
    record Detached(Lease lease) implements LeaseOutcome {

        @Override
        public String message() {
            return "lease '" + lease.id() + "' outlives its process, until "
                    + lease.expiresAt().truncatedTo(ChronoUnit.SECONDS);
        }

        @Override
        public Lease orElseThrow() {
            return lease;
        }
    }

    /**
     * There is no such lease any more, so nothing was changed.
     *
     * @param id which lease
     * @param why what became of it, as far as is known, and what to do next
     */
    record Gone(LeaseId id, String why) implements LeaseOutcome, LockOutcome {

        @Override
        public String message() {
            return why;
        }

        @Override
        public Lease orElseThrow() {
            throw new LeaseLost(why);
        }
    }
}
