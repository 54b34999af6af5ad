package dev.coord.fs.commit;

import dev.coord.ProcessId;
import dev.coord.core.lock.LockTable;
import dev.coord.core.lock.Renewals;
import dev.coord.state.ConflictEntry;
import dev.coord.store.CoordinationStore.Update;
import dev.coord.store.Durability;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An update on its way: decided on the committer's thread, acknowledged once the commit that holds it is there.
 *
 * @param <O> type of the answer
 */
public final class Ticket<O> {

    private final Update<O> update;
    private final InstantSource clock;
    private final Durability durability;
    private final CompletableFuture<Transition<O>> answer = new CompletableFuture<>();
    private final Claim claim = new Claim();
    private @Nullable Transition<O> decided;

    public Ticket(Update<O> update, InstantSource clock, Durability durability) {
        this.update = update;
        this.clock = clock;
        this.durability = durability;
    }

    Durability durability() {
        return durability;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * Applies the update; nothing changes where it throws, or where the caller has given up.
     *
     * @param current the snapshot as it is
     * @param dead owners whose leases are over
     * @param living owners whose leases do not end by the clock
     * @return the snapshot from now on, with its revision
     */
    Snapshot decide(Snapshot current, Set<ProcessId> dead, Set<ProcessId> living) {
        if (!claim.begin()) {
            return current;
        }
        try {
            Instant now = now();
            Snapshot held = Renewals.ofTheLiving(current, living, now);
            Snapshot before = dead.isEmpty() ? held : LockTable.withoutOwners(held, dead, now);
            Transition<O> transition = update.apply(before, now);
            Snapshot after = transition.after().withRevision(current.revision());
            Snapshot next = after.equals(current) ? current : after.withRevision(current.revision() + 1);
            decided = new Transition<>(next, transition.outcome(), transition.conflicts());
            return next;
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
            return current;
        }
    }

    /** What the update leaves in the conflict log. */
    List<ConflictEntry> entries() {
        return decided == null ? List.of() : decided.conflicts();
    }

    void acknowledge() {
        if (decided != null) {
            answer.complete(decided);
        }
    }

    void fail(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    public Claim claim() {
        return claim;
    }

    public CompletableFuture<Transition<O>> answer() {
        return answer;
    }
}
