package dev.coord.fs;

import dev.coord.lock.Lease;
import dev.coord.store.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a view states after a commit and did not before, and the other way round. Leases that are the same object before
 * and after are passed over: with thousands of them only what has changed is compared.
 *
 * @param added what it states now
 * @param removed what it does not state any more
 */
record RowChanges(Set<Row> added, Set<Row> removed) {

    static RowChanges between(View view, Snapshot before, Snapshot after) {
        return view == View.STATE
                ? difference(Rows.ofState(before.state()), Rows.ofState(after.state()))
                : ofLocks(before, after);
    }

    boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty();
    }

    private static RowChanges ofLocks(Snapshot before, Snapshot after) {
        Set<Lease> stay = identities(before.locks().leases());
        stay.retainAll(identities(after.locks().leases()));
        List<Lease> came = others(after.locks().leases(), stay);
        List<Lease> went = others(before.locks().leases(), stay);
        RowChanges changes = difference(
                Rows.ofLocks(went, before.locks().foreign()),
                Rows.ofLocks(came, after.locks().foreign()));
        Set<String> agents = new HashSet<>();
        changes.added.forEach(row -> agents.add(Rows.agent(row)));
        changes.removed.forEach(row -> agents.add(Rows.agent(row)));
        return changes.without(Rows.ofLocks(
                stay.stream()
                        .filter(lease -> agents.contains(lease.agent().value()))
                        .toList(),
                List.of()));
    }

    /** Without what another lease states as well: that neither came nor went. */
    private RowChanges without(Set<Row> stated) {
        added.removeAll(stated);
        removed.removeAll(stated);
        return this;
    }

    private static RowChanges difference(Set<Row> before, Set<Row> after) {
        Set<Row> added = new TreeSet<>(after);
        added.removeAll(before);
        Set<Row> removed = new TreeSet<>(before);
        removed.removeAll(after);
        return new RowChanges(added, removed);
    }

    private static Set<Lease> identities(List<Lease> leases) {
        Set<Lease> identities = Collections.newSetFromMap(new IdentityHashMap<>(leases.size()));
        identities.addAll(leases);
        return identities;
    }

    private static List<Lease> others(List<Lease> leases, Set<Lease> stay) {
        List<Lease> others = new ArrayList<>();
        for (Lease lease : leases) {
            if (!stay.contains(lease)) {
                others.add(lease);
            }
        }
        return others;
    }
}
