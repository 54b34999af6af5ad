package dev.coord.lock;

import java.time.Instant;

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
