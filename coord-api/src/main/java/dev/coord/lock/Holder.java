package dev.coord.lock;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import java.time.Instant;

/**
 * A lease, a foreign lock or a waiting request that is in the way of a request.
 *
 * @param kind whether it holds the lock or waits in front
 * @param agent whose it is
 * @param feature for what
 * @param lock the lock that is in the way
 * @param since since when
 */
public record Holder(Kind kind, AgentId agent, FeatureId feature, PathLock lock, Instant since) {

    /** What is in the way. */
    public enum Kind {
        /** A lease of coord. */
        LEASE,
        /** A lock that was written into the file by hand. */
        FOREIGN,
        /** A request that came earlier and waits. */
        WAITER
    }
}
