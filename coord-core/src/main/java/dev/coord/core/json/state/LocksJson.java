package dev.coord.core.json.state;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.FencingToken;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.LostLease;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.lock.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** The lock registry within a snapshot. */
public final class LocksJson {

    private static final Function<String, Operation> OPERATION = JsonWords.constant(Operation.class, SnapshotWords::of);
    private static final Function<String, ContentionPolicy> POLICY =
            JsonWords.constant(ContentionPolicy.class, SnapshotWords::of);
    private static final Function<String, LostLease.Cause> CAUSE =
            JsonWords.constant(LostLease.Cause.class, SnapshotWords::of);

    private LocksJson() {}

    public static void write(FieldWriter out, LockRegistry locks) {
        writeLeases(out, locks);
        writeQueue(out, locks);
        writeRest(out, locks);
    }

    public static void writeLeases(FieldWriter out, LockRegistry locks) {
        out.objects("leases", locks.leases(), LeaseJson::write);
    }

    public static void writeQueue(FieldWriter out, LockRegistry locks) {
        out.objects("queue", locks.queue(), LocksJson::writePending);
    }

    public static void writeRest(FieldWriter out, LockRegistry locks) {
        out.objects("foreign", locks.foreign(), LocksJson::writeForeign)
                .number("last_token", locks.lastToken().value());
        if (!locks.lost().isEmpty()) {
            out.objects("lost", locks.lost(), LocksJson::writeLost);
        }
    }

    public static LockRegistry read(FieldReader in) {
        return read(in, in, in);
    }

    /** The same, where leases and queue are kept apart from the rest. */
    public static LockRegistry read(FieldReader leases, FieldReader queue, FieldReader rest) {
        return new LockRegistry(
                leases.objects("leases", LeaseJson::read),
                queue.objects("queue", LocksJson::readPending),
                rest.objects("foreign", LocksJson::readForeign),
                new FencingToken(rest.number("last_token")),
                rest.has("lost") ? rest.objects("lost", LocksJson::readLost) : List.of());
    }

    static void writeLock(FieldWriter out, PathLock lock) {
        out.text("path", lock.path()).text("operation", SnapshotWords.of(lock.operation()));
    }

    static PathLock readLock(FieldReader in) {
        return new PathLock(in.value("path", RepoPath::new), in.value("operation", OPERATION));
    }

    private static void writePending(FieldWriter out, PendingRequest pending) {
        out.object("request", pending.request(), LocksJson::writeRequest)
                .text("since", pending.since())
                .text("deadline", pending.deadline())
                .optionalText("upgrades", pending.upgrades())
                .optionalObject("waiter", pending.waiter(), ProcessJson::write);
    }

    private static PendingRequest readPending(FieldReader in) {
        return new PendingRequest(
                in.object("request", LocksJson::readRequest),
                in.value("since", Instant::parse),
                in.value("deadline", Instant::parse),
                in.optionalValue("upgrades", LeaseId::new),
                in.optionalObject("waiter", ProcessJson::read));
    }

    public static void writeRequest(FieldWriter out, LockRequest request) {
        out.text("id", request.id())
                .text("agent", request.agent())
                .text("feature", request.feature())
                .objects("locks", request.locks(), LocksJson::writeLock)
                .text("policy", SnapshotWords.of(request.policy()))
                .text("ttl", request.ttl())
                .text("patience", request.patience())
                .optionalObject("owner", request.owner(), ProcessJson::write)
                .optionalObject("age", request.age(), AgeJson::write);
    }

    public static LockRequest readRequest(FieldReader in) {
        return new LockRequest(
                in.value("id", RequestId::new),
                in.value("agent", AgentId::new),
                in.value("feature", FeatureId::new),
                in.objects("locks", LocksJson::readLock),
                in.value("policy", POLICY),
                in.value("ttl", Duration::parse),
                in.value("patience", Duration::parse),
                in.optionalObject("owner", ProcessJson::read),
                in.optionalObject("age", AgeJson::read));
    }

    private static void writeLost(FieldWriter out, LostLease lost) {
        out.text("id", lost.id()).text("cause", SnapshotWords.of(lost.cause())).text("at", lost.at());
        if (!lost.detail().isEmpty()) {
            out.text("detail", lost.detail());
        }
    }

    private static LostLease readLost(FieldReader in) {
        return new LostLease(
                in.value("id", LeaseId::new),
                in.value("cause", CAUSE),
                in.value("at", Instant::parse),
                in.has("detail") ? in.text("detail") : "");
    }

    public static void writeForeign(FieldWriter out, ForeignLock foreign) {
        out.object("lock", foreign.lock(), LocksJson::writeLock)
                .text("locked_by", foreign.lockedBy())
                .text("feature", foreign.feature())
                .text("timestamp", foreign.timestamp());
    }

    public static ForeignLock readForeign(FieldReader in) {
        return new ForeignLock(
                in.object("lock", LocksJson::readLock),
                in.value("locked_by", AgentId::new),
                in.value("feature", FeatureId::new),
                in.value("timestamp", Instant::parse));
    }
}
