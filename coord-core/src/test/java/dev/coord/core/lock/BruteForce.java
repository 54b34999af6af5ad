package dev.coord.core.lock;

import dev.coord.AgentId;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rules once more, slowly and by other means: paths are sets of files, and everybody is compared with everybody. */
final class BruteForce {

    /** Each path with the files of a small world that it covers; {@code a/y/} stands for saying that it is a directory. */
    static final Map<String, Set<String>> FILES = new TreeMap<>(Map.ofEntries(
            Map.entry("a", Set.of("a", "a/x", "a/y", "a/y/")),
            Map.entry("a/", Set.of("a/x", "a/x/z.ts", "a/y", "a/y/z.ts")),
            Map.entry("a/**", Set.of("a/x", "a/x/z.ts", "a/y", "a/y/z.ts")),
            Map.entry("a/x", Set.of("a/x")),
            Map.entry("a/y/", Set.of("a/y/", "a/y/z.ts")),
            Map.entry("b/*.ts", Set.of("b/z.ts")),
            Map.entry("b/q", Set.of("b/q")),
            Map.entry("b/z.ts", Set.of("b/z.ts")),
            Map.entry("c", Set.of("c")),
            Map.entry("{b/q,c}", Set.of("b/q", "c")),
            Map.entry("?", Set.of("a", "b", "c")),
            Map.entry("**/z.ts", Set.of("a/x/z.ts", "a/y/z.ts", "b/q/z.ts", "b/z.ts", "b/z.ts/z.ts", "c/z.ts")),
            Map.entry(
                    "**",
                    Set.of(
                            "a",
                            "a/x",
                            "a/x/z.ts",
                            "a/y",
                            "a/y/z.ts",
                            "b",
                            "b/q",
                            "b/q/z.ts",
                            "b/z.ts",
                            "b/z.ts/z.ts",
                            "c",
                            "c/z.ts"))));

    /** Locks of one agent, held or waited for. */
    record Owned(AgentId agent, List<PathLock> locks) {

        boolean meets(Owned other) {
            return !agent.equals(other.agent)
                    && locks.stream().anyMatch(mine -> other.locks.stream().anyMatch(theirs -> exclude(mine, theirs)));
        }

        Owned reading() {
            return new Owned(
                    agent,
                    locks.stream()
                            .map(lock -> new PathLock(lock.path(), Operation.READ))
                            .distinct()
                            .toList());
        }

        boolean bothWrite(Owned other) {
            return locks.stream()
                    .filter(mine -> mine.operation() == Operation.WRITE)
                    .anyMatch(mine -> other.locks.stream()
                            .filter(theirs -> theirs.operation() == Operation.WRITE)
                            .anyMatch(theirs -> exclude(mine, theirs)));
        }
    }

    private BruteForce() {}

    static boolean exclude(PathLock one, PathLock other) {
        return one.operation().excludes(other.operation())
                && !Collections.disjoint(
                        FILES.get(one.path().value()), FILES.get(other.path().value()));
    }

    static List<Owned> held(LockRegistry locks) {
        List<Owned> held = new ArrayList<>();
        for (Lease lease : locks.leases()) {
            held.add(new Owned(lease.agent(), lease.locks()));
        }
        for (ForeignLock foreign : locks.foreign()) {
            held.add(new Owned(foreign.lockedBy(), List.of(foreign.lock())));
        }
        return held;
    }

    static List<Owned> waiting(LockRegistry locks) {
        return locks.queue().stream()
                .map(PendingRequest::request)
                .map(BruteForce::owned)
                .toList();
    }

    static Owned owned(LockRequest request) {
        return new Owned(request.agent(), request.locks());
    }

    /** Who waits for whom, itself or through others, with the least number of steps. */
    static Map<AgentId, Map<AgentId, Integer>> distances(List<Owned> held, List<Owned> queue) {
        Map<AgentId, Map<AgentId, Integer>> steps = new TreeMap<>();
        Set<AgentId> agents = new TreeSet<>();
        held.forEach(owned -> agents.add(owned.agent()));
        queue.forEach(owned -> agents.add(owned.agent()));
        agents.forEach(agent -> steps.put(agent, new TreeMap<>()));
        for (int place = 0; place < queue.size(); place++) {
            Owned waiter = queue.get(place);
            List<Owned> ahead = new ArrayList<>(held);
            ahead.addAll(queue.subList(0, place));
            ahead.stream()
                    .filter(waiter::meets)
                    .forEach(other -> steps.get(waiter.agent()).put(other.agent(), 1));
        }
        for (AgentId via : agents) {
            for (AgentId from : agents) {
                for (AgentId to : agents) {
                    Integer first = steps.get(from).get(via);
                    Integer second = steps.get(via).get(to);
                    if (first != null && second != null) {
                        steps.get(from).merge(to, first + second, Math::min);
                    }
                }
            }
        }
        return steps;
    }

    static boolean waitInACircle(List<Owned> held, List<Owned> queue) {
        Map<AgentId, Map<AgentId, Integer>> steps = distances(held, queue);
        return steps.keySet().stream().anyMatch(agent -> steps.get(agent).containsKey(agent));
    }

    /** The last place in the queue, up to one, at which a new request closes no circle; -1 if there is none. */
    static int place(LockRegistry locks, LockRequest request, int last) {
        for (int place = last; place >= 0; place--) {
            List<Owned> queue = new ArrayList<>(waiting(locks));
            queue.add(place, owned(request));
            if (!waitInACircle(held(locks), queue)) {
                return place;
            }
        }
        return -1;
    }
}
