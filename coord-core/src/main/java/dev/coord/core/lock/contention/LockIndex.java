package dev.coord.core.lock.contention;

import dev.coord.AgentId;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Locks by the fixed part of their paths, so that looking one up does not touch them all; those that begin with a wildcard by
 * their names, and all of them once such a one is looked up. Made for one transition.
 */
public final class LockIndex {

    private record Claim(int order, Extent extent, Holder holder) {}

    private final TreeMap<String, List<Claim>> byFixedPart = new TreeMap<>();
    private final ByName<Claim> floating = new ByName<>();
    private final List<Claim> fixed = new ArrayList<>();
    private final ByName<Claim> fixedByName = new ByName<>();
    private int named;
    private int size;

    public static LockIndex ofHeld(LockRegistry locks) {
        LockIndex index = new LockIndex();
        locks.leases().forEach(index::add);
        locks.foreign().forEach(index::add);
        return index;
    }

    public static LockIndex of(LockRequest request) {
        LockIndex index = new LockIndex();
        index.add(new PendingRequest(request, Instant.EPOCH, Instant.EPOCH));
        return index;
    }

    void add(Lease lease) {
        for (PathLock lock : lease.locks()) {
            add(new Holder(Holder.Kind.LEASE, lease.agent(), lease.feature(), lock, lease.grantedAt()));
        }
    }

    void add(ForeignLock foreign) {
        add(new Holder(
                Holder.Kind.FOREIGN, foreign.lockedBy(), foreign.feature(), foreign.lock(), foreign.timestamp()));
    }

    public void add(PendingRequest ticket) {
        LockRequest request = ticket.request();
        for (PathLock lock : request.locks()) {
            add(new Holder(Holder.Kind.WAITER, request.agent(), request.feature(), lock, ticket.since()));
        }
    }

    /** Every lock of another agent that excludes one of these, in the order they were added. */
    List<LockConflict> conflicts(AgentId asker, List<PathLock> wanted) {
        TreeMap<Integer, List<LockConflict>> inOrder = new TreeMap<>();
        for (PathLock lock : wanted) {
            anyMatch(asker, lock, claim -> {
                inOrder.computeIfAbsent(claim.order(), order -> new ArrayList<>())
                        .add(new LockConflict(lock, claim.holder()));
                return false;
            });
        }
        return inOrder.values().stream().flatMap(List::stream).toList();
    }

    public boolean isInTheWay(AgentId asker, List<PathLock> wanted) {
        for (PathLock lock : wanted) {
            if (anyMatch(asker, lock, claim -> true)) {
                return true;
            }
        }
        return false;
    }

    private void add(Holder holder) {
        Extent extent = Extent.of(holder.lock().path());
        Claim claim = new Claim(size++, extent, holder);
        if (extent.floats()) {
            floating.add(extent, claim);
        } else {
            fixed.add(claim);
            byFixedPart
                    .computeIfAbsent(extent.fixed(), part -> new ArrayList<>())
                    .add(claim);
        }
    }

    private boolean anyMatch(AgentId asker, PathLock wanted, Predicate<Claim> found) {
        Extent extent = Extent.of(wanted.path());
        Predicate<Claim> excluded = claim -> claim.holder().lock().operation().excludes(wanted.operation())
                && !claim.holder().agent().equals(asker)
                && claim.extent().overlaps(extent)
                && found.test(claim);
        return floating.anyMatch(extent, excluded)
                || (extent.floats() ? byNames().anyMatch(extent, excluded) : anyAround(extent.fixed(), excluded));
    }

    private boolean anyAround(String part, Predicate<Claim> excluded) {
        for (int end = part.indexOf('/') + 1; end < part.length(); end = part.indexOf('/', end) + 1) {
            if (any(byFixedPart.get(part.substring(0, end)), excluded)) {
                return true;
            }
        }
        for (List<Claim> claims : byFixedPart
                .subMap(part, true, part + Character.MAX_VALUE, false)
                .values()) {
            if (any(claims, excluded)) {
                return true;
            }
        }
        return false;
    }

    private ByName<Claim> byNames() {
        while (named < fixed.size()) {
            Claim claim = fixed.get(named++);
            fixedByName.add(claim.extent(), claim);
        }
        return fixedByName;
    }

    /** A loop, since all the queue is asked this with every update. */
    private static boolean any(@Nullable List<Claim> claims, Predicate<Claim> wanted) {
        if (claims != null) {
            for (Claim claim : claims) {
                if (wanted.test(claim)) {
                    return true;
                }
            }
        }
        return false;
    }
}
