package dev.coord.core.protocol.delta;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coord.RepoPath;
import dev.coord.core.protocol.FactKey;
import dev.coord.core.protocol.FactValue;
import dev.coord.core.protocol.Facts;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one lease or of one request in the file of locks: what they share is said once. Times are as the file shows them,
 * in whole seconds.
 *
 * @param id names the lease or the request
 * @param since when it was granted or queued, in seconds since 1970
 * @param until when it ends, in seconds since 1970
 * @param token the token of the lease, 0 for a request
 * @param agent whose it is
 * @param feature what it is for
 * @param locks a row each
 */
record RowGroup(String id, long since, long until, long token, String agent, String feature, List<PathLock> locks) {

    private static final int FIRST_LOCK = 6;

    static RowGroup of(Lease lease) {
        return new RowGroup(
                lease.id().value(),
                lease.grantedAt().getEpochSecond(),
                lease.expiresAt().getEpochSecond(),
                lease.token().value(),
                lease.agent().value(),
                lease.feature().value(),
                lease.locks());
    }

    static RowGroup of(PendingRequest waiting) {
        LockRequest request = waiting.request();
        return new RowGroup(
                request.id().value(),
                waiting.since().getEpochSecond(),
                waiting.deadline().getEpochSecond(),
                0,
                request.agent().value(),
                request.feature().value(),
                request.locks());
    }

    /** The keys of the rows of a lease. */
    List<FactKey> lockRows() {
        return locks.stream()
                .map(lock -> FactKey.row(
                        Facts.LOCKS, lock.path().value(), lock.operation().jsonName(), agent, feature))
                .distinct()
                .toList();
    }

    /** The keys of the rows of a request. */
    List<FactKey> pendingRows() {
        return locks.stream()
                .map(lock -> FactKey.row(
                        Facts.PENDING, lock.path().value(), lock.operation().jsonName(), agent, feature, id))
                .distinct()
                .toList();
    }

    String sinceText() {
        return FactValue.of(Instant.ofEpochSecond(since).toString());
    }

    String untilText() {
        return FactValue.of(Instant.ofEpochSecond(until).toString());
    }

    /** {@code ["id", since, until, token, "agent", "feature", "wpath" or "rpath"...]}, without an object of its own for each. */
    void writeTo(StringBuilder text) {
        text.append('[');
        quote(id, text);
        text.append(',')
                .append(since)
                .append(',')
                .append(until)
                .append(',')
                .append(token)
                .append(',');
        quote(agent, text);
        text.append(',');
        quote(feature, text);
        for (PathLock lock : locks) {
            text.append(lock.operation() == Operation.WRITE ? ",\"w" : ",\"r");
            JsonStringEncoder.getInstance().quoteAsString(lock.path().value(), text);
            text.append('"');
        }
        text.append(']');
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static RowGroup read(JsonNode group) {
        List<PathLock> locks = new ArrayList<>();
        for (int i = FIRST_LOCK; i < group.size(); i++) {
            String lock = group.get(i).textValue();
            locks.add(new PathLock(
                    new RepoPath(lock.substring(1)), lock.startsWith("w") ? Operation.WRITE : Operation.READ));
        }
        return new RowGroup(
                group.required(0).textValue(),
                group.required(1).longValue(),
                group.required(2).longValue(),
                group.required(3).longValue(),
                group.required(4).textValue(),
                group.required(5).textValue(),
                locks);
    }

    static void quote(String value, StringBuilder text) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
    }
}
