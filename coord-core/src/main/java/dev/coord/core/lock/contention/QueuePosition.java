package dev.coord.core.lock.contention;

import dev.coord.AgentId;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where in the queue a new request belongs: at its end, or ahead of those who wait for its own agent, as far as needed to
 * close no circle (PostgreSQL's soft edges).
 *
 * @param place index in the queue
 * @param conflicts what the request meets there; everything it meets at the end of the queue if there is no such place
 * @param cycle the agents that would wait for each other wherever the request stood, empty if there is a place
 */
public record QueuePosition(int place, List<LockConflict> conflicts, List<AgentId> cycle) {

    public static QueuePosition of(LockRegistry locks, LockRequest request) {
        return from(locks.queue().size(), locks, request);
    }

    /** The same for a request that overtakes those from a place on, unless that would close a circle. */
    public static QueuePosition overtaking(int start, LockRegistry locks, LockRequest request) {
        QueuePosition ahead = from(start, locks, request);
        return ahead.cycle().isEmpty() ? ahead : of(locks, request);
    }

    private static QueuePosition from(int start, LockRegistry locks, LockRequest request) {
        List<LockConflict> all = LockConflicts.ahead(locks, request, start);
        QueuePosition atStart = new QueuePosition(start, all, List.of());
        boolean overtakesNobody = start == locks.queue().size();
        return overtakesNobody && (all.isEmpty() || !LockConflicts.canBeWaitedFor(locks, request.agent()))
                ? atStart
                : search(locks, request, atStart);
    }

    /** Each step overtakes who would wait for the asker while the asker waits for him; no later place can do. */
    private static QueuePosition search(LockRegistry locks, LockRequest request, QueuePosition atStart) {
        AgentId asker = request.agent();
        WaitForGraph graph = WaitForGraph.of(locks);
        List<Integer> rivals = rivals(locks.queue(), request);
        Set<AgentId> unavoidable = new TreeSet<>(graph.awaitedBy(asker));
        LockConflicts.ahead(locks, request, 0)
                .forEach(conflict -> unavoidable.add(conflict.holder().agent()));
        int place = atStart.place();
        while (true) {
            Map<AgentId, AgentId> waiters = graph.waitersFor(asker, agents(locks.queue(), rivals, place));
            Optional<AgentId> stuck =
                    waiters.keySet().stream().filter(unavoidable::contains).findFirst();
            if (stuck.isPresent()) {
                List<AgentId> cycle = WaitForGraph.cycle(asker, stuck.get(), waiters);
                return new QueuePosition(atStart.place(), atStart.conflicts(), cycle);
            }
            OptionalInt earlier = firstWaiting(locks.queue(), rivals, place, waiters.keySet());
            if (earlier.isEmpty()) {
                return new QueuePosition(place, LockConflicts.ahead(locks, request, place), List.of());
            }
            place = earlier.getAsInt();
        }
    }

    /** Places of the requests that would stand in the way if they were ahead, and wait if they were not. */
    private static List<Integer> rivals(List<PendingRequest> queue, LockRequest request) {
        LockIndex wanted = LockIndex.of(request);
        List<Integer> rivals = new ArrayList<>();
        for (int place = 0; place < queue.size(); place++) {
            LockRequest other = queue.get(place).request();
            if (wanted.isInTheWay(other.agent(), other.locks())) {
                rivals.add(place);
            }
        }
        return rivals;
    }

    private static List<AgentId> agents(List<PendingRequest> queue, List<Integer> rivals, int from) {
        return rivals.stream()
                .filter(rival -> rival >= from)
                .map(rival -> queue.get(rival).request().agent())
                .toList();
    }

    private static OptionalInt firstWaiting(
            List<PendingRequest> queue, List<Integer> rivals, int before, Set<AgentId> waiters) {
        return rivals.stream()
                .filter(rival -> rival < before
                        && waiters.contains(queue.get(rival).request().agent()))
                .mapToInt(Integer::intValue)
                .findFirst();
    }
}
