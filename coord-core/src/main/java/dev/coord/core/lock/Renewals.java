package dev.coord.core.lock;

import dev.coord.ProcessId;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LeaseOutcome.Renewed;
import dev.coord.lock.LockRegistry;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When whoever lives on renews his leases, and how many at once. Pure functions, safe from any thread. Specification 3,
 * and its section "Check Locks".
 */
public final class Renewals {

    /** Times are rounded up to it, so a lease may end that much later than its time to live says. */
    private static final Duration ROUNDING = Duration.ofSeconds(1);

    private Renewals() {}

    /**
     * When a lease is to be renewed: with a third of its time to live used up, two more tries of the same length are left.
     *
     * @param lease the lease
     * @return an instant before its end
     */
    public static Instant dueAt(Lease lease) {
        return lease.expiresAt().minus(lease.ttl().multipliedBy(2).dividedBy(3));
    }

    /**
     * Whether a lease is to be renewed now. That is so too where it ends much later than a renewal would make it end: the
     * clock was set back, and a holder that died now would be waited for all that time.
     *
     * @param lease the lease
     * @param now the store's time
     * @return whether
     */
    public static boolean isDue(Lease lease, Instant now) {
        Duration longest = lease.ttl().multipliedBy(4).dividedBy(3).plus(ROUNDING);
        return !now.isBefore(dueAt(lease)) || lease.expiresAt().isAfter(now.plus(longest));
    }

    /**
     * Moves the expiry of many leases, each to {@code now} plus its time to live, in one step.
     *
     * @param before the snapshot as it is
     * @param ids which leases
     * @param now the store's time
     * @return for each lease the answer of {@link LockTable#renew}
     */
    public static Transition<Map<LeaseId, LeaseOutcome>> renew(Snapshot before, Collection<LeaseId> ids, Instant now) {
        Snapshot current = LockTable.expire(before, now);
        Map<LeaseId, LeaseOutcome> outcomes = new LinkedHashMap<>();
        ids.forEach(id -> outcomes.put(id, new LeaseOutcome.Gone(id, "")));
        List<Lease> leases = new ArrayList<>();
        for (Lease lease : current.locks().leases()) {
            boolean asked = outcomes.containsKey(lease.id());
            Lease then = asked ? lease.expiringAt(Expiry.after(now, lease.ttl())) : lease;
            leases.add(then);
            if (asked) {
                outcomes.put(then.id(), new Renewed(then));
            }
        }
        outcomes.replaceAll((id, outcome) -> outcome instanceof Renewed
                ? outcome
                : LockTable.renew(before, id, now).outcome());
        return Transition.of(with(current, leases), outcomes);
    }

    /**
     * Renews what seems to be over though its owner lives. The wall clock may have been set, or the host have slept: where
     * somebody can see that the process is there, time alone takes nothing from it, whatever it is busy with. For a store to
     * apply before every update; a lease without an owner, and one whose owner nobody here can see, follow the clock.
     *
     * @param before the snapshot as it is
     * @param living processes known to be alive
     * @param now the store's time
     * @return the snapshot with those leases renewed; {@code before} itself where none of them is over
     */
    public static Snapshot ofTheLiving(Snapshot before, Set<ProcessId> living, Instant now) {
        if (living.isEmpty()) {
            return before;
        }
        return with(
                before,
                before.locks().leases().stream()
                        .map(lease -> ofTheLiving(lease, living, now))
                        .toList());
    }

    private static Lease ofTheLiving(Lease lease, Set<ProcessId> living, Instant now) {
        boolean isRenewed = Expiry.isOver(lease.expiresAt(), now)
                && lease.owner().filter(living::contains).isPresent();
        Lease renewed = isRenewed ? lease.expiringAt(Expiry.after(now, lease.ttl())) : lease;
        return renewed.replacing(renewed.replaces().map(older -> ofTheLiving(older, living, now)));
    }

    private static Snapshot with(Snapshot current, List<Lease> leases) {
        LockRegistry locks = current.locks();
        return leases.equals(locks.leases())
                ? current
                : current.withLocks(
                        new LockRegistry(leases, locks.queue(), locks.foreign(), locks.lastToken(), locks.lost()));
    }
}
