package dev.coord.core.lock;

import dev.coord.lock.LockRegistry;
import dev.coord.lock.PendingRequest;
import dev.coord.plan.AgentId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who waits for whom: an agent with a request in the queue waits for every other agent that holds a lock that excludes
 * one of the request's, and for every other agent that is ahead of it in the queue with such a lock. An agent that waits
 * is taken to free nothing meanwhile. Immutable.
 */
public final class WaitForGraph {

    private static final Set<AgentId> NOBODY = Collections.emptySet();

    private final SortedMap<AgentId, Set<AgentId>> awaited;

    private WaitForGraph(SortedMap<AgentId, Set<AgentId>> awaited) {
        this.awaited = awaited;
    }

    /**
     * The graph of a lock registry.
     *
     * @param locks what is held and who waits
     * @return the graph
     */
    public static WaitForGraph of(LockRegistry locks) {
        SortedMap<AgentId, Set<AgentId>> awaited = new TreeMap<>();
        LockIndex ahead = LockIndex.ofHeld(locks);
        for (PendingRequest ticket : locks.queue()) {
            AgentId agent = ticket.request().agent();
            awaited.computeIfAbsent(agent, waiter -> new TreeSet<>())
                    .addAll(ahead.agentsInTheWay(agent, ticket.request().locks()));
            ahead.add(ticket);
        }
        return new WaitForGraph(awaited);
    }

    /**
     * Whom an agent waits for.
     *
     * @param agent which agent
     * @return the agents it waits for itself, not through others, sorted
     */
    public Set<AgentId> awaitedBy(AgentId agent) {
        return Collections.unmodifiableSet(awaited.getOrDefault(agent, NOBODY));
    }

    /**
     * Who waits for an agent, itself or through others.
     *
     * @param agent which agent
     * @return the agents that go on only after it, sorted; itself among them exactly when it is in a cycle
     */
    public Set<AgentId> waitersFor(AgentId agent) {
        Map<AgentId, List<AgentId>> waitersOf = new TreeMap<>();
        awaited.forEach((waiter, others) -> others.forEach(other ->
                waitersOf.computeIfAbsent(other, any -> new ArrayList<>()).add(waiter)));
        Set<AgentId> found = new TreeSet<>();
        Deque<AgentId> open = new ArrayDeque<>(List.of(agent));
        while (!open.isEmpty()) {
            waitersOf.getOrDefault(open.remove(), List.of()).stream()
                    .filter(found::add)
                    .forEach(open::add);
        }
        return found;
    }

    /**
     * A shortest circle through an agent; of several, the one with the smaller names.
     *
     * @param agent which agent
     * @return the agents, beginning with it, each waiting for the next and the last for the first; empty if it is in none
     */
    public List<AgentId> cycleThrough(AgentId agent) {
        Set<AgentId> seen = new TreeSet<>();
        Deque<List<AgentId>> paths = new ArrayDeque<>(List.of(List.of(agent)));
        while (!paths.isEmpty()) {
            List<AgentId> path = paths.remove();
            for (AgentId next : awaited.getOrDefault(path.get(path.size() - 1), NOBODY)) {
                if (next.equals(agent)) {
                    return path;
                }
                if (seen.add(next)) {
                    List<AgentId> longer = new ArrayList<>(path);
                    longer.add(next);
                    paths.add(longer);
                }
            }
        }
        return List.of();
    }

    /**
     * Some circle.
     *
     * @return agents each waiting for the next and the last for the first; empty if nobody waits in a circle
     */
    public List<AgentId> cycle() {
        return awaited.keySet().stream()
                .map(this::cycleThrough)
                .filter(cycle -> !cycle.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** The same with more agents that wait for one. */
    WaitForGraph withWaiters(Collection<AgentId> waiters, AgentId awaitedAgent) {
        SortedMap<AgentId, Set<AgentId>> more = new TreeMap<>(awaited);
        waiters.forEach(waiter -> more.put(waiter, with(more.getOrDefault(waiter, NOBODY), Set.of(awaitedAgent))));
        return new WaitForGraph(more);
    }

    /** The same with an agent that waits for more. */
    WaitForGraph withAwaited(AgentId waiter, Collection<AgentId> others) {
        SortedMap<AgentId, Set<AgentId>> more = new TreeMap<>(awaited);
        more.put(waiter, with(more.getOrDefault(waiter, NOBODY), others));
        return new WaitForGraph(more);
    }

    private static Set<AgentId> with(Set<AgentId> some, Collection<AgentId> others) {
        Set<AgentId> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
