package dev.coord.lock;

import dev.coord.plan.AgentId;
import dev.coord.plan.FeatureId;
import java.time.Instant;

/**
 * Somebody in the way of a request.
 *
 * @param kind whether he holds the lock or waits for it in front
 * @param agent who
 * @param feature for what
 * @param lock the lock that is in the way
 * @param since since when
 */
public record Holder(Kind kind, AgentId agent, FeatureId feature, PathLock lock, Instant since) {

    /** Why somebody is in the way. */
    public enum Kind {
        /** Holds a lease of coord. */
        LEASE,
        /** Holds a lock that he wrote into the file himself. */
        FOREIGN,
        /** Came earlier and waits. */
        WAITER
    }
}
