package dev.coord.core.answer;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.PathLock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Answers about locks, in rows as the protocol's file has them. Specification 3. */
public final class LockAnswers {

    private LockAnswers() {}

    /**
     * The answer to a request for locks or for an upgrade: {@code result} ({@code granted}, {@code denied},
     * {@code timed_out}, or {@code waiting} for one that is still in the queue), {@code lease_id}, {@code token} and {@code expires_at} of the lease, which are {@code null} where none
     * was granted, its {@code locks}, and {@code held_by}, who is in the way. A lock has {@code file_path}, {@code locked_by},
     * {@code feature_id}, {@code timestamp} and {@code operation}; one in the way also a {@code kind} ({@code lease},
     * {@code foreign} or {@code waiter}). What would close a circle of waiters is {@code denied} and has the circle in
     * {@code cycle}.
     *
     * @param outcome what became of the request
     * @return the answer
     */
    public static Answer of(LockOutcome outcome) {
        if (outcome instanceof LockOutcome.Granted granted) {
            return lease("granted", granted.lease());
        }
        if (outcome instanceof LockOutcome.Denied denied) {
            return Answer.of(Format.LOCK, out -> writeRefused(out, "denied", denied.heldBy()));
        }
        if (outcome instanceof LockOutcome.Deadlocked deadlocked) {
            return Answer.of(Format.LOCK, out -> {
                writeRefused(out, "denied", List.of());
                out.textLines("cycle", deadlocked.cycle());
            });
        }
        if (outcome instanceof LockOutcome.Waiting waiting) {
            return Answer.of(Format.LOCK, out -> writeRefused(out, "waiting", waiting.heldBy()));
        }
        if (outcome instanceof LockOutcome.TimedOut timedOut) {
            return Answer.of(Format.LOCK, out -> writeRefused(out, "timed_out", timedOut.heldBy()));
        }
        throw new AssertionError(outcome);
    }

    /**
     * That a lease lives longer: the fields of {@link #of}, with the {@code result} {@code renewed}.
     *
     * @param lease the lease as it is now
     * @return the answer
     */
    public static Answer renewed(Lease lease) {
        return lease("renewed", lease);
    }

    /**
     * That a lease only reads from now on: the fields of {@link #of}, with the {@code result} {@code downgraded}.
     *
     * @param lease the lease as it is now
     * @return the answer
     */
    public static Answer downgraded(Lease lease) {
        return lease("downgraded", lease);
    }

    /**
     * That a lease was given up: {@code result} ({@code released}) and {@code lease_id}.
     *
     * @param lease which lease
     * @return the answer
     */
    public static Answer released(LeaseId lease) {
        return Answer.of(
                Format.LOCK_RELEASE, out -> out.text("result", "released").text("lease_id", lease));
    }

    /**
     * That a lease was taken away: {@code result} ({@code broken}), {@code lease_id}, {@code locked_by} and {@code feature_id}.
     *
     * @param lease the lease as it was
     * @return the answer
     */
    public static Answer broken(Lease lease) {
        return Answer.of(
                Format.LOCK_BREAK,
                out -> out.text("result", "broken")
                        .text("lease_id", lease.id())
                        .text("locked_by", lease.agent())
                        .text("feature_id", lease.feature()));
    }

    /**
     * That a lock which somebody wrote into the protocol's file was taken away: {@code result} ({@code broken}),
     * {@code file_path}, {@code locked_by} and {@code feature_id}.
     *
     * @param foreign the lock as it was
     * @return the answer
     */
    public static Answer broken(ForeignLock foreign) {
        return Answer.of(
                Format.LOCK_BREAK,
                out -> out.text("result", "broken")
                        .text("file_path", foreign.lock().path())
                        .text("locked_by", foreign.lockedBy())
                        .text("feature_id", foreign.feature()));
    }

    /**
     * Everything that is held and waited for: {@code locks}, each with the fields of {@link #of}, a {@code kind} and, for
     * {@code lease}, {@code lease_id}, {@code token} and {@code expires_at}; {@code pending_locks}, each with
     * {@code requested_by} in place of {@code locked_by}, {@code request_id} and {@code expires_at}.
     *
     * @param registry the locks
     * @return the answer
     */
    public static Answer registry(LockRegistry registry) {
        return Answer.of(Format.LOCK_LIST, out -> writeRegistry(out, registry));
    }

    static void writeRegistry(FieldWriter out, LockRegistry registry) {
        Stream<Consumer<FieldWriter>> leased = registry.leases().stream()
                .flatMap(lease -> lease.locks().stream().map(lock -> row -> writeLeased(row, lease, lock)));
        Stream<Consumer<FieldWriter>> foreign = registry.foreign().stream().map(lock -> row -> writeForeign(row, lock));
        Stream<Consumer<FieldWriter>> pending = registry.queue().stream()
                .flatMap(waiting ->
                        waiting.request().locks().stream().map(lock -> row -> writeWaiting(row, waiting, lock)));
        out.objects("locks", Stream.concat(leased, foreign), LockAnswers::writeAny)
                .objects("pending_locks", pending, LockAnswers::writeAny);
    }

    private static Answer lease(String result, Lease lease) {
        return Answer.of(Format.LOCK, out -> {
            writeLease(out.text("result", result), lease);
            out.textLines("held_by", List.of());
        });
    }

    static void writeLease(FieldWriter out, Lease lease) {
        out.text("lease_id", lease.id())
                .number("token", lease.token().value())
                .time("expires_at", lease.expiresAt())
                .objects("locks", lease.locks(), (row, lock) -> writeHeld(row, lease, lock));
    }

    private static void writeRefused(FieldWriter out, String result, List<Holder> heldBy) {
        out.text("result", result)
                .nothing("lease_id")
                .nothing("token")
                .nothing("expires_at")
                .textLines("locks", List.of())
                .objects("held_by", heldBy, LockAnswers::writeHolder);
    }

    private static void writeAny(FieldWriter row, Consumer<FieldWriter> fields) {
        fields.accept(row);
    }

    static void writeHolder(FieldWriter row, Holder holder) {
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
