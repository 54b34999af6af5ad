package dev.coord.testkit;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.lock.contention.WaitForGraph;
import dev.coord.core.path.PathPattern;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.RequestId;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.store.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold in every snapshot that the rules make, asked by brute force, without the tables that make the rules fast.
 * A method's violations are sentences, none if all is well. Safe from any thread.
 */
public final class Invariants {

    private record Claim(AgentId agent, List<PathLock> locks, String name) {}

    private final Map<RepoPath, PathPattern> patterns = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    private Invariants() {}

    /**
     * Checks one snapshot: no two leases of different agents conflict; tokens are unique, grow and are not above the latest;
     * a request is in the registry once; nobody waits who could be granted, nor in a circle; a feature stands in one list.
     *
     * @param snapshot what to check
     * @return what is violated
     */
    public static List<String> check(Snapshot snapshot) {
        Invariants invariants = new Invariants();
        invariants.leases(snapshot.locks());
        invariants.tokens(snapshot.locks());
        invariants.requests(snapshot.locks());
        invariants.queue(snapshot.locks());
        invariants.features(snapshot.state());
        return List.copyOf(invariants.violations);
    }

    /**
     * Checks one step from a snapshot to a later one: the revision grows if anything changed, the latest token never falls,
     * and whatever was granted bears a token above all earlier ones.
     *
     * @param before the earlier snapshot
     * @param after the later snapshot
     * @return what is violated
     */
    public static List<String> checkStep(Snapshot before, Snapshot after) {
        Invariants invariants = new Invariants();
        invariants.step(before, after);
        return List.copyOf(invariants.violations);
    }

    private void leases(LockRegistry locks) {
        List<Lease> leases = locks.leases();
        for (int i = 0; i < leases.size(); i++) {
            for (Lease later : leases.subList(i + 1, leases.size())) {
                if (excludes(claim(leases.get(i)), claim(later))) {
                    violations.add("conflicting leases live together: " + leases.get(i) + " and " + later);
                }
            }
        }
    }

    private void tokens(LockRegistry locks) {
        long last = 0;
        for (Lease lease : locks.leases()) {
            if (lease.token().value() <= last) {
                violations.add("tokens do not grow in the order of grant: " + lease + " after token " + last);
            }
            last = lease.token().value();
        }
        if (last > locks.lastToken().value()) {
            violations.add("token " + last + " is above the latest token " + locks.lastToken());
        }
    }

    private void requests(LockRegistry locks) {
        Set<RequestId> seen = new HashSet<>();
        List<RequestId> all = new ArrayList<>();
        locks.leases().forEach(lease -> all.add(lease.request()));
        locks.queue().forEach(ticket -> all.add(ticket.request().id()));
        all.stream()
                .filter(id -> !seen.add(id))
                .forEach(id -> violations.add("request " + id + " is in the registry twice"));
    }

    private void queue(LockRegistry locks) {
        List<Claim> inTheWay = new ArrayList<>();
        locks.leases().forEach(lease -> inTheWay.add(claim(lease)));
        locks.foreign().forEach(lock -> inTheWay.add(claim(lock)));
        for (PendingRequest ticket : locks.queue()) {
            Claim waiter = new Claim(
                    ticket.request().agent(),
                    ticket.request().locks(),
                    ticket.request().id().toString());
            if (inTheWay.stream().noneMatch(other -> excludes(other, waiter))) {
                violations.add("nothing is in the way of request " + waiter.name() + ", but it waits");
            }
            inTheWay.add(waiter);
        }
        List<AgentId> cycle = WaitForGraph.of(locks).cycle();
        if (!cycle.isEmpty()) {
            violations.add("agents wait for each other in a circle: " + cycle);
        }
    }

    private void features(CoordinationState state) {
        List<FeatureId> all = new ArrayList<>(state.completed());
        state.active().stream().map(ActiveFeature::feature).forEach(all::add);
        state.blocked().stream().map(BlockedFeature::feature).forEach(all::add);
        Set<FeatureId> seen = new HashSet<>();
        all.stream()
                .filter(id -> !seen.add(id))
                .forEach(id -> violations.add("feature '" + id + "' stands in two lists, or twice in one: " + state));
    }

    private void step(Snapshot before, Snapshot after) {
        boolean same = before.withRevision(after.revision()).equals(after);
        if (same ? after.revision() < before.revision() : after.revision() <= before.revision()) {
            violations.add("revision " + before.revision() + " was followed by " + after.revision());
        }
        long last = before.locks().lastToken().value();
        if (after.locks().lastToken().value() < last) {
            violations.add("the latest token fell from " + last + " to "
                    + after.locks().lastToken());
        }
        Set<RequestId> held = new HashSet<>();
        before.locks().leases().forEach(lease -> held.add(lease.request()));
        after.locks().leases().stream()
                .filter(lease ->
                        !held.contains(lease.request()) && lease.token().value() <= last)
                .forEach(lease -> violations.add("a grant bears an old token: " + lease + " after token " + last));
    }

    private static Claim claim(Lease lease) {
        return new Claim(lease.agent(), lease.locks(), lease.id().toString());
    }

    private static Claim claim(ForeignLock foreign) {
        return new Claim(
                foreign.lockedBy(), List.of(foreign.lock()), foreign.lock().toString());
    }

    private boolean excludes(Claim one, Claim other) {
        return !one.agent().equals(other.agent())
                && one.locks().stream().anyMatch(lock -> other.locks().stream().anyMatch(met -> excludes(lock, met)));
    }

    private boolean excludes(PathLock one, PathLock other) {
        return one.operation().excludes(other.operation())
                && pattern(one.path()).overlaps(pattern(other.path()));
    }

    private PathPattern pattern(RepoPath path) {
        return patterns.computeIfAbsent(path, PathPattern::of);
    }
}
