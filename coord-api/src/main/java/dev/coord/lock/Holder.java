package dev.coord.lock;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.lock.PathLock.Operation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

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

    /**
     * Who is in the way, how and since when.
     *
     * @return words for people
     */
    public String inWords() {
        return "'" + lock.path() + "': " + agent + " (" + feature + ") " + how() + " since "
                + since.truncatedTo(ChronoUnit.SECONDS);
    }

    static String inWords(List<Holder> holders) {
        return holders.stream().map(Holder::inWords).collect(Collectors.joining("; "));
    }

    private String how() {
        boolean writes = lock.operation() == Operation.WRITE;
        return switch (kind) {
            case LEASE -> writes ? "writes it" : "reads it";
            case FOREIGN -> (writes ? "writes it" : "reads it") + " by a lock written into the file";
            case WAITER -> writes ? "waits to write it" : "waits to read it";
        };
    }

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
