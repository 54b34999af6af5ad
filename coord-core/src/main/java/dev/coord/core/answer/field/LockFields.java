package dev.coord.core.answer.field;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.PathLock;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Locks as a part of an answer, in rows as the protocol's file has them. Specification 3. */
public final class LockFields {

    private LockFields() {}

    /** Everything that is held and waited for. */
    public static void writeRegistry(FieldWriter out, LockRegistry registry) {
        Stream<Consumer<FieldWriter>> leased = registry.leases().stream()
                .flatMap(lease -> lease.locks().stream().map(lock -> row -> writeLeased(row, lease, lock)));
        Stream<Consumer<FieldWriter>> foreign = registry.foreign().stream().map(lock -> row -> writeForeign(row, lock));
        Stream<Consumer<FieldWriter>> pending = registry.queue().stream()
                .flatMap(waiting ->
                        waiting.request().locks().stream().map(lock -> row -> writeWaiting(row, waiting, lock)));
        out.objects("locks", Stream.concat(leased, foreign), LockFields::writeAny)
                .objects("pending_locks", pending, LockFields::writeAny);
    }

    /** A lease with its locks. */
    public static void writeLease(FieldWriter out, Lease lease) {
        out.text("lease_id", lease.id())
                .number("token", lease.token().value())
                .time("expires_at", lease.expiresAt())
                .objects("locks", lease.locks(), (row, lock) -> writeHeld(row, lease, lock));
    }

    private static void writeAny(FieldWriter row, Consumer<FieldWriter> fields) {
        fields.accept(row);
    }

    /** A lock that is in the way. */
    public static void writeHolder(FieldWriter row, Holder holder) {
        writeRow(row, holder.lock(), "locked_by", holder.agent(), holder.feature(), holder.since());
        row.text("kind", JsonWords.of(holder.kind()));
    }

    private static void writeLeased(FieldWriter row, Lease lease, PathLock lock) {
        writeHeld(row, lease, lock);
        row.text("kind", JsonWords.of(Holder.Kind.LEASE))
                .text("lease_id", lease.id())
                .number("token", lease.token().value())
                .time("expires_at", lease.expiresAt());
    }

    private static void writeHeld(FieldWriter row, Lease lease, PathLock lock) {
        writeRow(row, lock, "locked_by", lease.agent(), lease.feature(), lease.grantedAt());
    }

    private static void writeForeign(FieldWriter row, ForeignLock foreign) {
        writeRow(row, foreign.lock(), "locked_by", foreign.lockedBy(), foreign.feature(), foreign.timestamp());
        row.text("kind", JsonWords.of(Holder.Kind.FOREIGN));
    }

    private static void writeWaiting(FieldWriter row, PendingRequest waiting, PathLock lock) {
        AgentId agent = waiting.request().agent();
        writeRow(row, lock, "requested_by", agent, waiting.request().feature(), waiting.since());
        row.text("request_id", waiting.request().id()).time("expires_at", waiting.deadline());
    }

    private static void writeRow(
            FieldWriter row, PathLock lock, String who, AgentId agent, FeatureId feature, Instant since) {
        row.text("file_path", lock.path())
                .text(who, agent)
                .text("feature_id", feature)
                .time("timestamp", since)
                .text("operation", lock.operation().jsonName());
    }
}
