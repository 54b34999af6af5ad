package dev.coord.core.lock;

import dev.coord.AgentId;
import dev.coord.lock.ForeignLock;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PendingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What one request meets among locks that are looked at one after the other. Made for one transition. */
final class Encounters {

    private record Wanted(PathLock lock, String path, Extent extent) {}

    private final AgentId asker;
    private final List<Wanted> wanted;
    private final List<LockConflict> meetings = new ArrayList<>();

    Encounters(LockRequest request) {
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
    List<LockConflict> meetings() {
        return List.copyOf(meetings);
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
                    meetings.add(new LockConflict(want.lock(), holder.apply(lock)));
                }
            }
        }
    }
}
