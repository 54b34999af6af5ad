package dev.coord.core.lock.contention;

import dev.coord.AgentId;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.PendingRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who waits for whom: an agent with a request in the queue waits for every other agent that holds a lock that excludes
 * one of the request's, and for every other agent that is ahead of it in the queue with such a lock. An agent that waits
 * is taken to free nothing meanwhile. Immutable; looks only at those it is asked about.
 */
public final class WaitForGraph {

    private final LockRegistry locks;

    private WaitForGraph(LockRegistry locks) {
        this.locks = locks;
    }

    /**
     * The graph of a lock registry.
     *
     * @param locks what is held and who waits
     * @return the graph
     */
    public static WaitForGraph of(LockRegistry locks) {
        return new WaitForGraph(locks);
    }

    /**
     * Whom an agent waits for.
     *
     * @param agent which agent
     * @return the agents it waits for itself, not through others, sorted
     */
    public Set<AgentId> awaitedBy(AgentId agent) {
        Set<AgentId> awaited = new TreeSet<>();
        LockIndex claims = LockIndex.ofHeld(locks);
        for (PendingRequest ticket : locks.queue()) {
            if (ticket.request().agent().equals(agent)) {
                claims.conflicts(agent, ticket.request().locks())
                        .forEach(conflict -> awaited.add(conflict.holder().agent()));
            }
            claims.add(ticket);
        }
        return Collections.unmodifiableSet(awaited);
    }

    /**
     * Who waits for an agent, itself or through others.
     *
     * @param agent which agent
     * @return the agents that go on only after it, the nearest first; itself among them exactly when it is in a circle
     */
    public Set<AgentId> waitersFor(AgentId agent) {
        return Collections.unmodifiableSet(waitersFor(agent, List.of()).keySet());
    }

    /**
     * A shortest circle through an agent.
     *
     * @param agent which agent
     * @return the agents, beginning with it, each waiting for the next and the last for the first; empty if it is in none
     */
    public List<AgentId> cycleThrough(AgentId agent) {
        Map<AgentId, AgentId> waiters = waitersFor(agent, List.of());
        AgentId awaited = waiters.get(agent);
        return awaited == null ? List.of() : cycle(agent, awaited, waiters);
    }

    /**
     * Some circle.
     *
     * @return agents each waiting for the next and the last for the first; empty if nobody waits in a circle
     */
    public List<AgentId> cycle() {
        return locks.queue().stream()
                .map(ticket -> cycleThrough(ticket.request().agent()))
                .filter(cycle -> !cycle.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Who waits for an agent, the nearest first, each with whom it waits for on the way; if others waited for it too. */
    Map<AgentId, AgentId> waitersFor(AgentId agent, Collection<AgentId> others) {
        Map<AgentId, AgentId> towards = new LinkedHashMap<>();
        others.forEach(other -> towards.put(other, agent));
        Deque<AgentId> open = new ArrayDeque<>(List.of(agent));
        open.addAll(towards.keySet());
        while (!open.isEmpty()) {
            AgentId awaited = open.remove();
            for (AgentId waiter : newWaiters(awaited, towards.keySet())) {
                towards.put(waiter, awaited);
                if (!waiter.equals(agent)) {
                    open.add(waiter);
                }
            }
        }
        return towards;
    }

    /** The circle in which an agent waits for one that waits for it. */
    static List<AgentId> cycle(AgentId agent, AgentId awaited, Map<AgentId, AgentId> waiters) {
        List<AgentId> cycle = new ArrayList<>(List.of(agent));
        AgentId at = awaited;
        while (at != null && !at.equals(agent)) {
            cycle.add(at);
            at = waiters.get(at);
        }
        return List.copyOf(cycle);
    }

    private Set<AgentId> newWaiters(AgentId awaited, Set<AgentId> known) {
        LockIndex claims = new LockIndex();
        locks.leases().stream().filter(lease -> lease.agent().equals(awaited)).forEach(claims::add);
        locks.foreign().stream().filter(lock -> lock.lockedBy().equals(awaited)).forEach(claims::add);
        Set<AgentId> found = new TreeSet<>();
        for (PendingRequest ticket : locks.queue()) {
            AgentId waiter = ticket.request().agent();
            if (waiter.equals(awaited)) {
                claims.add(ticket);
            } else if (!known.contains(waiter)
                    && !found.contains(waiter)
                    && claims.isInTheWay(waiter, ticket.request().locks())) {
                found.add(waiter);
            }
        }
        return found;
    }
}
