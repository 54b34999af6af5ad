package dev.coord.core.lock;

import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRegistry.LostLease;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.lock.RequestId;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A lease that reads and is to write. */
final class Upgrades {

    /** What the names of their requests begin with, before the name of the lease. */
    static final String NAME = "upgrade:";

    private Upgrades() {}

    /** For a snapshot in which nothing is over and nobody in the queue can be granted anything. */
    static Transition<LockOutcome> upgrade(
            Snapshot current, Lease lease, Duration patience, Optional<ProcessId> waiter, Instant now) {
        if (lease.locks().stream().noneMatch(lock -> lock.operation() == Operation.READ)) {
            return Transition.of(current, new LockOutcome.Granted(lease));
        }
        LockRequest request = new LockRequest(
                new RequestId(NAME + lease.id()),
                lease.agent(),
                lease.feature(),
                all(lease, Operation.WRITE),
                ContentionPolicy.WAIT,
                lease.ttl(),
                patience,
                lease.owner(),
                lease.age());
        return LockRequests.decide(current, LockRequests.ticket(request, Optional.of(lease.id()), waiter, now), now);
    }

    /** The lease that took another's place: its request is named after it, so that an upgrade can be asked for again. */
    static Optional<Lease> successor(Snapshot snapshot, LeaseId upgraded) {
        return LockTable.leaseOf(snapshot, NAME + upgraded);
    }

    /**
     * With the older leases in the place of those whose owner has died before anybody was told of them: as it was before the
     * upgrade, but for time, and for paths that were released since.
     */
    static Snapshot undone(Snapshot before, Set<ProcessId> dead, Instant now) {
        Snapshot current = before;
        for (Lease lease : before.locks().leases()) {
            if (lease.replaces().isPresent()
                    && lease.owner().filter(dead::contains).isPresent()) {
                current = Registries.replaced(
                        current,
                        lease,
                        older(lease, dead),
                        Optional.of(Endings.lost(lease, LostLease.Cause.OWNER_DIED, "", now)));
            }
        }
        return current;
    }

    /** The lease that it took the place of; one further back if nobody could be told of that one either. */
    static Lease older(Lease lease, Set<ProcessId> dead) {
        Lease older = lease.replaces().orElseThrow();
        Set<RepoPath> left = paths(lease.locks());
        Lease held = older.holding(older.locks().stream()
                .filter(lock -> left.contains(lock.path()))
                .toList());
        return held.replaces().isPresent()
                        && held.owner().filter(dead::contains).isPresent()
                ? older(held, dead)
                : held;
    }

    /** Whether a ticket upgrades nothing, or a lease that still holds every path the ticket is about. */
    static boolean isPossible(PendingRequest ticket, List<Lease> leases) {
        return ticket.upgrades().isEmpty()
                || leases.stream()
                        .filter(lease -> lease.id().equals(ticket.upgrades().get()))
                        .anyMatch(lease -> paths(lease.locks())
                                .containsAll(paths(ticket.request().locks())));
    }

    static List<PathLock> all(Lease lease, Operation operation) {
        return lease.locks().stream()
                .map(lock -> new PathLock(lock.path(), operation))
                .distinct()
                .toList();
    }

    private static Set<RepoPath> paths(List<PathLock> locks) {
        return locks.stream().map(PathLock::path).collect(Collectors.toSet());
    }
}
