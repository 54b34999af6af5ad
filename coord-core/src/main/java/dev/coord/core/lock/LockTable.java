package dev.coord.core.lock;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.core.lock.contention.Contention;
import dev.coord.core.lock.contention.LockConflict;
import dev.coord.core.lock.contention.LockConflicts;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.LostLease;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock.Operation;
import dev.coord.lock.RequestId;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rules of locks: who is granted what, who waits, and in which order. Pure functions, safe from any thread. Each one
 * first takes away what is over by {@code now} and grants what that set free; a refusal has the snapshot it was given,
 * unless that changed it. Nothing here throws but for arguments that are missing. Specification 3, readings 5, 8 and 14.
 *
 * <ul>
 *   <li>A request is granted whole or not at all, and only if nobody else holds, or waited earlier for, a lock that
 *       excludes one of its own. An agent is never in its own way.
 *   <li>Whoever frees locks grants them to those who waited, in their order, in the same transition.
 *   <li>A request that would wait for an agent that waits for its own agent is placed ahead of that one, as far as this
 *       is enough, else refused as a deadlock. So no snapshot ever holds agents that wait for each other in a circle.
 *   <li>An upgrade is a request for writing all that a lease holds, whose grant takes the lease's place. It stands in the
 *       queue like any other, and is lost with its lease, since what was read under that may have been changed.
 *   <li>How a lease ended that was not released is remembered for a while, so that its holder can be told.
 *   <li>Where a request goes by age ({@code WAIT_DIE}, {@code WOUND_WAIT}) the rule of circles holds all the same.
 *   <li>Times are kept in whole seconds: grants are rounded down, ends up, so that nothing ends before its time.
 * </ul>
 */
public final class LockTable {

    private LockTable() {}

    /**
     * Asks for locks. A repetition with the same id gets the lease, or its place in the queue, again.
     *
     * @param before the snapshot as it is
     * @param request which locks, for whom, and what to do if somebody is in the way
     * @param now the store's time
     * @return granted, waiting, denied, deadlocked, or timed out where the request has no patience; what a denial, a
     *     deadlock, a write that waits for another write, or a lease that is broken for an older request leaves in the
     *     conflict log
     */
    public static Transition<LockOutcome> request(Snapshot before, LockRequest request, Instant now) {
        return request(before, request, Optional.empty(), now);
    }

    /**
     * The same on behalf of a process that waits for the answer.
     *
     * @param before the snapshot as it is
     * @param request which locks, for whom, and what to do if somebody is in the way
     * @param waiter the process whose death takes the request out of the queue; what was granted before stays
     * @param now the store's time
     * @return as {@link #request(Snapshot, LockRequest, Instant)}
     */
    public static Transition<LockOutcome> request(
            Snapshot before, LockRequest request, Optional<ProcessId> waiter, Instant now) {
        return LockRequests.decide(expire(before, now), request, waiter, now);
    }

    /**
     * Takes a request out of the queue.
     *
     * @param before the snapshot as it is
     * @param id which request
     * @param now the store's time
     * @return granted with the lease where it was granted meanwhile; else timed out, with whoever was in the way, nobody
     *     for a request that is not known
     */
    public static Transition<LockOutcome> withdraw(Snapshot before, RequestId id, Instant now) {
        Snapshot current = expire(before, now);
        Optional<Lease> lease = leaseOf(current, id);
        if (lease.isPresent()) {
            return Transition.of(current, new LockOutcome.Granted(lease.get()));
        }
        Snapshot last = queued(current, id).isPresent() ? current : before;
        List<Holder> inTheWay =
                queued(last, id).map(ticket -> inTheWay(last, ticket.request())).orElse(List.of());
        Snapshot after = Registries.without(
                current, lost -> false, ticket -> ticket.request().id().equals(id), now);
        return Transition.of(after, new LockOutcome.TimedOut(inTheWay));
    }

    /**
     * Moves the expiry of a lease to {@code now} plus its time to live.
     *
     * @param before the snapshot as it is
     * @param id which lease
     * @param now the store's time
     * @return renewed, or gone
     */
    public static Transition<LeaseOutcome> renew(Snapshot before, LeaseId id, Instant now) {
        Snapshot current = expire(before, now);
        Optional<Lease> held = lease(current, id);
        if (held.isEmpty()) {
            return Transition.of(current, Endings.gone(current, id));
        }
        Lease renewed = held.get().expiringAt(Expiry.after(now, held.get().ttl()));
        return Transition.of(Registries.changed(current, renewed), new LeaseOutcome.Renewed(renewed));
    }

    /**
     * Frees the locks of a lease and grants them to those who waited.
     *
     * @param before the snapshot as it is
     * @param id which lease
     * @param now the store's time
     * @return released, or gone
     */
    public static Transition<LeaseOutcome> release(Snapshot before, LeaseId id, Instant now) {
        Snapshot current = expire(before, now);
        Optional<Lease> held = lease(current, id);
        if (held.isEmpty()) {
            return Transition.of(current, Endings.gone(current, id));
        }
        Snapshot after = Registries.without(current, lease -> lease.id().equals(id), ticket -> false, now);
        return Transition.of(after, new LeaseOutcome.Released(held.get()));
    }

    /**
     * Asks that the read locks of a lease become write locks. Granted, the new lease takes the old one's place in the same
     * transition, with a token above all others: work under the old token is told from now on that it is late. Refused, or
     * while it waits, the old lease is as it was. A lease without a read lock is granted as it is.
     *
     * <p>The upgrade waits behind those who came earlier, but ahead of those who wait for its own agent. So of two agents
     * that read the same file and want to write it, the second is told of the deadlock; it has to release its lease.
     *
     * <p>Where the lease is lost while the upgrade waits, or one of its paths is released by an edit, the upgrade leaves the
     * queue in the same transition and is not granted: what was read may have been changed by others since.
     *
     * @param before the snapshot as it is
     * @param id which lease
     * @param patience how long the upgrade may stay in the queue
     * @param now the store's time
     * @return granted; waiting, its request named after the lease; deadlocked; timed out where there is no patience; or
     *     gone. A repetition gets the new lease, or its place in the queue, again
     */
    public static Transition<LockOutcome> upgrade(Snapshot before, LeaseId id, Duration patience, Instant now) {
        return upgrade(before, id, patience, Optional.empty(), now);
    }

    /**
     * The same on behalf of a process that waits for the answer.
     *
     * @param before the snapshot as it is
     * @param id which lease
     * @param patience how long the upgrade may stay in the queue
     * @param waiter the process whose death takes the upgrade out of the queue. What it is granted belongs to it until
     *     {@link #keepUpgrade}: when it dies before, the old lease is in force again, with what is left of its time
     * @param now the store's time
     * @return as {@link #upgrade(Snapshot, LeaseId, Duration, Instant)}
     */
    public static Transition<LockOutcome> upgrade(
            Snapshot before, LeaseId id, Duration patience, Optional<ProcessId> waiter, Instant now) {
        Snapshot current = expire(before, now);
        Optional<Lease> held = lease(current, id);
        if (held.isPresent()) {
            return Upgrades.upgrade(current, held.get(), patience, waiter, now);
        }
        return Transition.of(
                current,
                Upgrades.successor(current, id)
                        .<LockOutcome>map(LockOutcome.Granted::new)
                        .orElseGet(() -> Endings.gone(current, id)));
    }

    /**
     * Has the lease that took another's place last: its holder knows of it.
     *
     * @param before the snapshot as it is
     * @param id the lease that was granted
     * @param now the store's time
     * @return the lease, from now on with the owner that the one before it had; nothing if it is not in force any more. One
     *     that lasts already is answered as it is
     */
    public static Transition<Optional<Lease>> keepUpgrade(Snapshot before, LeaseId id, Instant now) {
        Snapshot current = expire(before, now);
        Optional<Lease> told = lease(current, id).map(Lease::told);
        return Transition.of(
                told.map(lease -> Registries.changed(current, lease)).orElse(current), told);
    }

    /**
     * Puts a lease back in the place of the one that its upgrade was granted, whose holder could not be told of it. Nobody
     * else wrote under these paths meanwhile, so what was read under the lease holds.
     *
     * @param before the snapshot as it is
     * @param upgraded the lease that was upgraded
     * @param asking the process that could not tell of it; what others asked for, and what lasts already, stays
     * @param now the store's time
     * @return what its holder has now: that lease, or the one that took its place earlier; nothing if both are over
     */
    public static Transition<Optional<Lease>> undoUpgrade(
            Snapshot before, LeaseId upgraded, ProcessId asking, Instant now) {
        Snapshot current = expire(before, now);
        Optional<Lease> successor = Upgrades.successor(current, upgraded);
        if (successor.isEmpty()) {
            return Transition.of(current, lease(current, upgraded));
        }
        Lease newer = successor.get();
        if (newer.replaces().isEmpty() || !newer.owner().equals(Optional.of(asking))) {
            return Transition.of(current, successor);
        }
        Lease older = Upgrades.older(newer, Set.of());
        Snapshot after = expire(Registries.replaced(current, newer, older, Optional.empty()), now);
        return Transition.of(after, lease(after, upgraded));
    }

    /**
     * Makes the write locks of a lease read locks and grants what that sets free to those who waited.
     *
     * @param before the snapshot as it is
     * @param id which lease
     * @param now the store's time
     * @return downgraded, with the same id, token and expiry; or gone
     */
    public static Transition<LeaseOutcome> downgrade(Snapshot before, LeaseId id, Instant now) {
        Snapshot current = expire(before, now);
        Optional<Lease> held = lease(current, id);
        if (held.isEmpty()) {
            return Transition.of(current, Endings.gone(current, id));
        }
        Lease reading = held.get().holding(Upgrades.all(held.get(), Operation.READ));
        Snapshot after = expire(Registries.changed(current, reading), now);
        return Transition.of(after, new LeaseOutcome.Downgraded(reading));
    }

    /**
     * Unbinds a lease from the life of the process that owns it.
     *
     * @param before the snapshot as it is
     * @param id which lease
     * @param now the store's time
     * @return detached, with the same id, token and expiry; or gone
     */
    public static Transition<LeaseOutcome> detach(Snapshot before, LeaseId id, Instant now) {
        Snapshot current = expire(before, now);
        Optional<Lease> held = lease(current, id);
        if (held.isEmpty()) {
            return Transition.of(current, Endings.gone(current, id));
        }
        Lease detached = held.get().detached();
        return Transition.of(Registries.changed(current, detached), new LeaseOutcome.Detached(detached));
    }

    /**
     * Takes a lease away from a holder that does not give it up, and grants its locks to those who waited.
     *
     * @param before the snapshot as it is
     * @param id which lease
     * @param reason why, for the log
     * @param now the store's time
     * @return released with an entry for the conflict log, or gone
     */
    public static Transition<LeaseOutcome> breakLease(Snapshot before, LeaseId id, String reason, Instant now) {
        Snapshot current = expire(before, now);
        Optional<Lease> held = lease(current, id);
        if (held.isEmpty()) {
            return Transition.of(current, Endings.gone(current, id));
        }
        Snapshot after = Registries.without(
                current,
                lease -> lease.id().equals(id),
                lease -> Endings.lost(lease, LostLease.Cause.BROKEN, reason, now),
                ticket -> false,
                now);
        return new Transition<>(
                after, new LeaseOutcome.Released(held.get()), List.of(Contention.broken(held.get(), reason, now)));
    }

    /**
     * Takes away locks that an agent wrote into the protocol's file and does not remove, and grants those that waited.
     *
     * @param before the snapshot as it is
     * @param path the path exactly as the lock names it
     * @param agent who holds it
     * @param reason why, for the log
     * @param now the store's time
     * @return the locks that were broken, each with an entry for the conflict log; none where there is no such lock
     */
    public static Transition<List<ForeignLock>> breakForeign(
            Snapshot before, RepoPath path, AgentId agent, String reason, Instant now) {
        Snapshot current = expire(before, now);
        Predicate<ForeignLock> meant =
                lock -> lock.lock().path().equals(path) && lock.lockedBy().equals(agent);
        List<ForeignLock> broken =
                current.locks().foreign().stream().filter(meant).toList();
        if (broken.isEmpty()) {
            return Transition.of(current, broken);
        }
        List<ForeignLock> left =
                current.locks().foreign().stream().filter(meant.negate()).toList();
        Snapshot after = expire(current.withLocks(current.locks().withForeign(left)), now);
        return new Transition<>(
                after,
                broken,
                broken.stream()
                        .map(lock -> Contention.broken(lock, reason, now))
                        .toList());
    }

    /**
     * Finds the lease that took another's place by an upgrade.
     *
     * @param snapshot the snapshot as it is
     * @param upgraded the lease whose place it took
     * @return the lease; nothing if there was no upgrade, or its lease is gone as well
     */
    public static Optional<Lease> successor(Snapshot snapshot, LeaseId upgraded) {
        return Upgrades.successor(snapshot, upgraded);
    }

    /**
     * Tells whether a lease, or the one that took its place by an upgrade, is in force.
     *
     * @param snapshot the snapshot as it is; what is over by now and was not taken away yet is still in it
     * @param id which lease
     * @return true if so
     */
    public static boolean isInForce(Snapshot snapshot, LeaseId id) {
        return lease(snapshot, id).isPresent()
                || Upgrades.successor(snapshot, id).isPresent();
    }

    /**
     * Tells what became of a lease that is not in force.
     *
     * @param snapshot the snapshot as it is
     * @param id which lease
     * @return words for people, such as {@code it expired at ...}
     */
    public static String ending(Snapshot snapshot, LeaseId id) {
        return Endings.what(snapshot.locks(), id);
    }

    /**
     * Takes away leases and queued requests whose time is over, and grants whatever can be granted. Exactly at its end a
     * lease is over.
     *
     * @param before the snapshot as it is
     * @param now the store's time
     * @return the snapshot without them; {@code before} itself where nothing is over and nobody can be granted anything
     */
    public static Snapshot expire(Snapshot before, Instant now) {
        return Registries.without(before, lease -> false, ticket -> false, now);
    }

    /**
     * Takes away leases of processes that have died, and queued requests that they own or wait for. An upgrade of which such
     * a process has told nobody yet is undone.
     *
     * @param before the snapshot as it is
     * @param dead processes known to be dead
     * @param now the store's time
     * @return the snapshot without them; {@code before} itself where nothing changes
     */
    public static Snapshot withoutOwners(Snapshot before, Set<ProcessId> dead, Instant now) {
        return Registries.without(
                Upgrades.undone(before, dead, now),
                lease -> lease.owner().filter(dead::contains).isPresent(),
                lease -> Endings.lost(lease, LostLease.Cause.OWNER_DIED, "", now),
                ticket -> ticket.endsWith(dead),
                now);
    }

    /**
     * Frees everything an agent holds or waits for on behalf of one feature.
     *
     * @param before the snapshot as it is
     * @param agent whose locks
     * @param feature for which feature
     * @param now the store's time
     * @return the snapshot without them; {@code before} itself where nothing changes
     */
    public static Snapshot releaseAll(Snapshot before, AgentId agent, FeatureId feature, Instant now) {
        return Registries.without(
                before,
                lease -> lease.agent().equals(agent) && lease.feature().equals(feature),
                ticket -> ticket.request().agent().equals(agent)
                        && ticket.request().feature().equals(feature),
                now);
    }

    /**
     * Finds the lease that answers a request.
     *
     * @param snapshot the snapshot as it is; what is over by now and was not taken away yet is still in it
     * @param request which request
     * @return the lease, or nothing where the request was not granted, or its lease is gone
     */
    public static Optional<Lease> leaseOf(Snapshot snapshot, RequestId request) {
        return leaseOf(snapshot, request.value());
    }

    /** The same by the request's name; a loop, since with thousands of leases anything else costs several times as much. */
    static Optional<Lease> leaseOf(Snapshot snapshot, String request) {
        for (Lease lease : snapshot.locks().leases()) {
            if (lease.request().value().equals(request)) {
                return Optional.of(lease);
            }
        }
        return Optional.empty();
    }

    /**
     * Tells who is in the way of a request.
     *
     * @param snapshot the snapshot as it is
     * @param request a request in the queue, or one that comes now
     * @return every lock of another agent that excludes one of the request's: leases in the order of grant, foreign
     *     locks, then those who are ahead in the queue
     */
    public static List<Holder> inTheWay(Snapshot snapshot, LockRequest request) {
        return LockConflict.holders(LockConflicts.of(snapshot.locks(), request));
    }

    /**
     * Tells what became of a lease that is not in force.
     *
     * @param snapshot the snapshot as it is
     * @param token the lease's token
     * @return words for people, such as {@code it expired at ...}
     */
    public static String ending(Snapshot snapshot, FencingToken token) {
        return Endings.what(snapshot.locks(), OptionalLong.of(token.value()));
    }

    private static Optional<PendingRequest> queued(Snapshot snapshot, RequestId id) {
        return snapshot.locks().queue().stream()
                .filter(ticket -> ticket.request().id().equals(id))
                .findFirst();
    }

    private static Optional<Lease> lease(Snapshot snapshot, LeaseId id) {
        String name = id.value();
        for (Lease lease : snapshot.locks().leases()) {
            if (lease.id().value().equals(name)) {
                return Optional.of(lease);
            }
        }
        return Optional.empty();
    }
}
