package dev.coord.core.lock.contention;

import dev.coord.AgentId;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What requests meet. */
public final class LockConflicts {

    private LockConflicts() {}

    /** What a request meets: everything held, and those ahead of it, which is everybody for one that is not queued. */
    public static List<LockConflict> of(LockRegistry locks, LockRequest request) {
        int place = 0;
        List<PendingRequest> queue = locks.queue();
        while (place < queue.size() && !queue.get(place).request().id().equals(request.id())) {
            place++;
        }
        return ahead(locks, request, place);
    }

    /** What a request meets that stands at a place in the queue; each is looked at once, which an index would not pay for. */
    static List<LockConflict> ahead(LockRegistry locks, LockRequest request, int place) {
        Found found = new Found(request);
        locks.leases().forEach(found::look);
        locks.foreign().forEach(found::look);
        locks.queue().subList(0, place).forEach(found::look);
        return found.conflicts();
    }

    static boolean canBeWaitedFor(LockRegistry locks, AgentId agent) {
        return locks.leases().stream().anyMatch(lease -> lease.agent().equals(agent))
                || locks.foreign().stream().anyMatch(lock -> lock.lockedBy().equals(agent))
                || locks.queue().stream()
                        .anyMatch(ticket -> ticket.request().agent().equals(agent));
    }

    /** What one request meets among locks that are looked at one after the other. Made for one transition. */
    private static final class Found {

        private record Wanted(PathLock lock, String path, Extent extent) {}

        private final AgentId asker;
        private final List<Wanted> wanted;
        private final List<LockConflict> conflicts = new ArrayList<>();

        Found(LockRequest request) {
            asker = request.agent();
            wanted = request.locks().stream()
                    .map(lock -> new Wanted(lock, lock.path().value(), Extent.of(lock.path())))
                    .toList();
        }

        void look(Lease lease) {
            look(
                    lease.agent(),
                    lease.locks(),
                    lock -> new Holder(Holder.Kind.LEASE, lease.agent(), lease.feature(), lock, lease.grantedAt()));
        }

        void look(ForeignLock foreign) {
            look(
                    foreign.lockedBy(),
                    List.of(foreign.lock()),
                    lock -> new Holder(
                            Holder.Kind.FOREIGN, foreign.lockedBy(), foreign.feature(), lock, foreign.timestamp()));
        }

        void look(PendingRequest ticket) {
            LockRequest request = ticket.request();
            look(
                    request.agent(),
                    request.locks(),
                    lock -> new Holder(Holder.Kind.WAITER, request.agent(), request.feature(), lock, ticket.since()));
        }

        /** In the order of looking. */
        List<LockConflict> conflicts() {
            return List.copyOf(conflicts);
        }

        private void look(AgentId agent, List<PathLock> locks, Function<PathLock, Holder> holder) {
            if (agent.equals(asker)) {
                return;
            }
            for (PathLock lock : locks) {
                for (Wanted want : wanted) {
                    if (lock.operation().excludes(want.lock().operation())
                            && Extent.mayOverlap(lock.path().value(), want.path())
                            && Extent.of(lock.path()).overlaps(want.extent())) {
                        conflicts.add(new LockConflict(want.lock(), holder.apply(lock)));
                    }
                }
            }
        }
    }
}
