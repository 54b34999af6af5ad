package dev.coord.core.lock;

import dev.coord.AgentId;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PendingRequest;
import java.util.List;

/** What requests meet. */
final class LockConflicts {

    private LockConflicts() {}

    /** What a request meets: everything held, and those ahead of it, which is everybody for one that is not queued. */
    static List<LockConflict> of(LockRegistry locks, LockRequest request) {
        int place = 0;
        List<PendingRequest> queue = locks.queue();
        while (place < queue.size() && !queue.get(place).request().id().equals(request.id())) {
            place++;
        }
        return ahead(locks, request, place);
    }

    /** What a request meets that stands at a place in the queue; each is looked at once, which an index would not pay for. */
    static List<LockConflict> ahead(LockRegistry locks, LockRequest request, int place) {
        Encounters met = new Encounters(request);
        locks.leases().forEach(met::look);
        locks.foreign().forEach(met::look);
        locks.queue().subList(0, place).forEach(met::look);
        return met.meetings();
    }

    static boolean canBeWaitedFor(LockRegistry locks, AgentId agent) {
        return locks.leases().stream().anyMatch(lease -> lease.agent().equals(agent))
                || locks.foreign().stream().anyMatch(lock -> lock.lockedBy().equals(agent))
                || locks.queue().stream()
                        .anyMatch(ticket -> ticket.request().agent().equals(agent));
    }
}
