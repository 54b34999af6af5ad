package dev.coord.core.lease;

import dev.coord.CoordinationException.LeaseLost;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.lock.LockTable;
import dev.coord.core.lock.Renewals;
import dev.coord.core.state.Lifecycle;
import dev.coord.core.state.Rules;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.state.Command;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the leases of this process, however many, with one thread that lives only while there are some: those that
 * are due are renewed all together by one update, and the store tells when one is gone. Nothing keeps a lease alive but
 * this: a holder that hangs, or whose process is stopped, holds until the expiry, {@link dev.coord.lock.LockRequest#DEFAULT_TTL}
 * after the latest renewal unless the request said otherwise, and is told of the loss when it goes on. A lease whose
 * request named this process as its owner ends at once when the process dies.
 *
 * <p>A lease whose request named this process as its owner does not end by the clock at all while the process lives, for
 * stores see that it does. For others time is the store's. Where its clock is set back, leases are renewed anew, so that none outlives its holder for long;
 * where it is set forward by less than what is left of a lease, that one is renewed at once; where it is set forward beyond
 * its end, the lease is lost as if that time had passed, for others may have been granted its locks. Safe from many
 * threads. Specification 3, "Check Locks".
 */
public final class LeaseKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final CoordinationStore store;
    private final KeeperThread thread;
    private final Executor callbacks;

    /**
     * A keeper that has nothing to look after yet, and no thread.
     *
     * @param store where the leases are; used as long as one is held, and closed by the caller after that
     */
    public LeaseKeeper(CoordinationStore store) {
        this.store = store;
        this.thread = new KeeperThread(this::look, store.clock());
        this.callbacks = KeeperThread.callbacks(store.clock());
    }

    /**
     * Takes a lease into care. One that is gone already is found lost at once.
     *
     * @param lease as it was granted
     * @param care how it is looked after
     * @return the holder's handle: the lease is renewed until it is closed, or nobody can reach it any more, not even a
     *     listener
     */
    public HeldLease hold(Lease lease, LeaseCare care) {
        TrackedLease kept = new TrackedLease(lease, care, callbacks);
        HeldLease held = new HeldLease(this, kept);
        kept.belongsTo(held);
        thread.add(kept);
        return held;
    }

    Lease inForce(TrackedLease kept) {
        LeaseLost known = kept.loss();
        if (known != null) {
            throw new LeaseLost(String.valueOf(known.getMessage()));
        }
        Instant now = store.now();
        return store.read().locks().leases().stream()
                .filter(lease -> lease.id().equals(kept.id()) && now.isBefore(lease.expiresAt()) && kept.isWhole(lease))
                .findFirst()
                .orElseGet(() -> settle(kept));
    }

    LeaseOutcome release(TrackedLease kept) {
        kept.beSilent();
        thread.remove(kept);
        if (kept.hasEndedInOrder()) {
            return new LeaseOutcome.Released(kept.lease());
        }
        LeaseLost known = kept.loss();
        try {
            Transition<LeaseOutcome> step =
                    store.update((before, now) -> LockTable.release(before, latest(kept, before), now));
            if (known == null && step.outcome() instanceof LeaseOutcome.Gone gone) {
                ended(kept, gone.why(), step.after());
            }
            return kept.hasEndedInOrder()
                    ? new LeaseOutcome.Released(kept.lease())
                    : known == null ? step.outcome() : gone(kept, known);
        } catch (StoreFailed e) {
            if (known == null) {
                throw e;
            }
            return gone(kept, known);
        }
    }

    /** Ends the feature that the lease is for, and the lease with it; refused, both are as they were. */
    LifecycleOutcome end(TrackedLease kept, Function<Lease, Command<LifecycleOutcome>> how) {
        Transition<LifecycleOutcome> step = store.update((before, now) -> Rules.apply(
                before, how.apply(LockTable.successor(before, kept.id()).orElseGet(kept::lease)), now));
        if (step.outcome() instanceof LifecycleOutcome.Moved) {
            kept.endedWithItsFeature();
            kept.beSilent();
            thread.remove(kept);
        }
        return step.outcome();
    }

    private static void ended(TrackedLease kept, String why, Snapshot after) {
        if (Lifecycle.hasEndedWithItsFeature(after, kept.lease())) {
            kept.endedWithItsFeature();
        } else {
            kept.gone(kept.id(), why);
        }
    }

    private static LeaseOutcome gone(TrackedLease kept, LeaseLost loss) {
        return new LeaseOutcome.Gone(kept.id(), String.valueOf(loss.getMessage()));
    }

    /** An upgrade between the keeper's latest look and now. */
    private static LeaseId latest(TrackedLease kept, Snapshot snapshot) {
        return LockTable.successor(snapshot, kept.id()).map(Lease::id).orElse(kept.id());
    }

    /** The store has the last word on a lease that was not found in force. */
    private Lease settle(TrackedLease kept) {
        Transition<LeaseOutcome> step = store.update((before, now) -> LockTable.renew(before, kept.id(), now));
        take(kept, step.outcome(), step.after());
        LeaseLost loss = kept.loss();
        if (loss != null) {
            thread.remove(kept);
            throw new LeaseLost(String.valueOf(loss.getMessage()));
        }
        return kept.lease();
    }

    /** Does what is due for the leases; tells how long that is enough, and has itself called earlier if one is gone. */
    private KeeperThread.Rest look(List<TrackedLease> all) {
        try {
            Instant now = store.now();
            renew(all, now);
            all.forEach(kept -> kept.warnInTime(now));
            List<TrackedLease> left =
                    all.stream().filter(kept -> kept.loss() == null).toList();
            all.stream().filter(kept -> kept.loss() != null).forEach(thread::remove);
            Instant next = firstLook(left, now);
            return new KeeperThread.Rest(
                    Duration.between(now, next), next, store.when(snapshot -> !areAllWhole(snapshot, left), next));
        } catch (RuntimeException e) { // whatever a store throws, the others' leases are still to be looked after
            LOG.debug("cannot look after {} leases", all.size(), e);
            return new KeeperThread.Rest(AFTER_FAILURE, firstLook(all, Instant.MAX), new CompletableFuture<>());
        }
    }

    private static Instant firstLook(List<TrackedLease> leases, Instant otherwise) {
        return leases.stream()
                .map(TrackedLease::nextLook)
                .min(Instant::compareTo)
                .orElse(otherwise);
    }

    private void renew(List<TrackedLease> all, Instant now) {
        Map<TrackedLease, LeaseId> asked = new LinkedHashMap<>(); // their holders may upgrade them meanwhile
        try {
            toAskFor(all, store.read(), now).forEach(kept -> asked.put(kept, kept.id()));
            if (!asked.isEmpty()) {
                Transition<Map<LeaseId, LeaseOutcome>> step =
                        store.update((before, then) -> Renewals.renew(before, Set.copyOf(asked.values()), then));
                asked.forEach((kept, id) -> take(kept, step.outcome().get(id), step.after()));
            }
        } catch (RuntimeException e) {
            LOG.debug("cannot renew {} leases", all.size(), e);
            String why = String.valueOf(e.getMessage());
            all.stream()
                    .filter(kept -> asked.containsKey(kept) || kept.isDue(now) || kept.isOver(now))
                    .forEach(kept -> kept.notRenewed(why, now));
        }
    }

    /** Those that seem to be gone; and if one is due, every one that is renewed, so that they are due together from now on. */
    private static List<TrackedLease> toAskFor(List<TrackedLease> all, Snapshot latest, Instant now) {
        Map<LeaseId, Lease> there = byId(latest);
        boolean due = all.stream().anyMatch(kept -> kept.isDue(now));
        return all.stream()
                .filter(kept -> !isWhole(kept, there) || kept.isOver(now) || (due && kept.isRenewed()))
                .toList();
    }

    private static void take(TrackedLease kept, @Nullable LeaseOutcome answer, Snapshot after) {
        if (answer instanceof LeaseOutcome.Renewed renewed) {
            kept.renewed(renewed.lease());
        } else if (answer instanceof LeaseOutcome.Gone gone) {
            LockTable.successor(after, gone.id()).ifPresentOrElse(kept::renewed, () -> {
                if (gone.id().equals(kept.id())) { // of a lease that was upgraded since, the answer says nothing
                    ended(kept, gone.why(), after);
                }
            });
        } else {
            throw new AssertionError(answer);
        }
    }

    private static boolean areAllWhole(Snapshot snapshot, List<TrackedLease> leases) {
        Map<LeaseId, Lease> there = byId(snapshot);
        return leases.stream().allMatch(kept -> isWhole(kept, there));
    }

    private static boolean isWhole(TrackedLease kept, Map<LeaseId, Lease> there) {
        Lease lease = there.get(kept.id());
        return lease != null && kept.isWhole(lease);
    }

    private static Map<LeaseId, Lease> byId(Snapshot snapshot) {
        Map<LeaseId, Lease> byId = new HashMap<>();
        snapshot.locks().leases().forEach(lease -> byId.put(lease.id(), lease));
        return byId;
    }
}
