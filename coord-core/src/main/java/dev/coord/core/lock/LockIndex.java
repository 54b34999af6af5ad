package dev.coord.core.lock;

import dev.coord.lock.ForeignLock;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PendingRequest;
import dev.coord.plan.AgentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Locks by the fixed part of their paths, so that looking one up does not touch them all. Made for one transition. */
final class LockIndex {

    private record Claim(int order, Extent extent, Holder holder) {}

    private final TreeMap<String, List<Claim>> byFixedPart = new TreeMap<>();
    private int size;

    static LockIndex ofHeld(LockRegistry locks) {
        LockIndex index = new LockIndex();
        locks.leases().forEach(index::add);
        locks.foreign().forEach(index::add);
        return index;
    }

    static LockIndex of(LockRequest request) {
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

    void add(PendingRequest ticket) {
        LockRequest request = ticket.request();
        for (PathLock lock : request.locks()) {
            add(new Holder(Holder.Kind.WAITER, request.agent(), request.feature(), lock, ticket.since()));
        }
    }

    /** Every lock of another agent that excludes one of these, in the order they were added. */
    List<Meeting> meetings(AgentId asker, List<PathLock> wanted) {
        TreeMap<Integer, List<Meeting>> inOrder = new TreeMap<>();
        for (PathLock lock : wanted) {
            anyMatch(asker, lock, claim -> {
                inOrder.computeIfAbsent(claim.order(), order -> new ArrayList<>())
                        .add(new Meeting(lock, claim.holder()));
                return false;
            });
        }
        return inOrder.values().stream().flatMap(List::stream).toList();
    }

    boolean isInTheWay(AgentId asker, List<PathLock> wanted) {
        for (PathLock lock : wanted) {
            if (anyMatch(asker, lock, claim -> true)) {
                return true;
            }
        }
        return false;
    }

    private void add(Holder holder) {
        Extent extent = Extent.of(holder.lock().path());
        byFixedPart.computeIfAbsent(extent.fixed(), fixed -> new ArrayList<>()).add(new Claim(size++, extent, holder));
    }

    private boolean anyMatch(AgentId asker, PathLock wanted, Predicate<Claim> found) {
        Extent extent = Extent.of(wanted.path());
        Predicate<Claim> excluded = claim -> claim.holder().lock().operation().excludes(wanted.operation())
                && !claim.holder().agent().equals(asker)
                && claim.extent().overlaps(extent)
                && found.test(claim);
        String fixed = extent.fixed();
        for (int end = 0; end < fixed.length(); end = fixed.indexOf('/', end) + 1) {
            if (any(byFixedPart.get(fixed.substring(0, end)), excluded)) {
                return true;
            }
        }
        for (List<Claim> claims : byFixedPart
                .subMap(fixed, true, fixed + Character.MAX_VALUE, false)
                .values()) {
            if (any(claims, excluded)) {
                return true;
            }
        }
        return false;
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
