package dev.coord.core.answer.state;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.answer.field.LockFields;
import dev.coord.core.json.FieldWriter;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import java.util.List;

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
            return JsonAnswer.of(Format.LOCK, out -> writeRefused(out, "denied", denied.heldBy()));
        }
        if (outcome instanceof LockOutcome.Deadlocked deadlocked) {
            return JsonAnswer.of(Format.LOCK, out -> {
                writeRefused(out, "denied", List.of());
                out.textLines("cycle", deadlocked.cycle());
            });
        }
        if (outcome instanceof LockOutcome.Waiting waiting) {
            return JsonAnswer.of(Format.LOCK, out -> writeRefused(out, "waiting", waiting.heldBy()));
        }
        if (outcome instanceof LockOutcome.TimedOut timedOut) {
            return JsonAnswer.of(Format.LOCK, out -> writeRefused(out, "timed_out", timedOut.heldBy()));
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
        return JsonAnswer.of(
                Format.LOCK_RELEASE, out -> out.text("result", "released").text("lease_id", lease));
    }

    /**
     * That a lease was taken away: {@code result} ({@code broken}), {@code lease_id}, {@code locked_by} and {@code feature_id}.
     *
     * @param lease the lease as it was
     * @return the answer
     */
    public static Answer broken(Lease lease) {
        return JsonAnswer.of(
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
        return JsonAnswer.of(
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
        return JsonAnswer.of(Format.LOCK_LIST, out -> LockFields.writeRegistry(out, registry));
    }

    private static Answer lease(String result, Lease lease) {
        return JsonAnswer.of(Format.LOCK, out -> {
            LockFields.writeLease(out.text("result", result), lease);
            out.textLines("held_by", List.of());
        });
    }

    private static void writeRefused(FieldWriter out, String result, List<Holder> heldBy) {
        out.text("result", result)
                .nothing("lease_id")
                .nothing("token")
                .nothing("expires_at")
                .textLines("locks", List.of())
                .objects("held_by", heldBy, LockFields::writeHolder);
    }
}
