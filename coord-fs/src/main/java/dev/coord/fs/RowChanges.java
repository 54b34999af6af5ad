package dev.coord.fs;

import dev.coord.core.json.Survivors;
import dev.coord.lock.Lease;
import dev.coord.store.Snapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

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
        List<Lease> is = after.locks().leases();
        int[] survivors = Survivors.between(before.locks().leases(), is);
        RowChanges changes = difference(
                Rows.ofLocks(
                        Survivors.gone(before.locks().leases(), survivors),
                        before.locks().foreign()),
                Rows.ofLocks(
                        which(is, place -> survivors[place] < 0), after.locks().foreign()));
        if (changes.isEmpty()) {
            return changes;
        }
        Set<String> agents = new HashSet<>();
        changes.added.forEach(row -> agents.add(Rows.agent(row)));
        changes.removed.forEach(row -> agents.add(Rows.agent(row)));
        return changes.without(Rows.ofLocks(
                which(
                        is,
                        place -> survivors[place] >= 0
                                && agents.contains(is.get(place).agent().value())),
                List.of()));
    }

    /** Without what another lease states as well: that neither came nor went. */
    private RowChanges without(Set<Row> stated) {
        return new RowChanges(without(added, stated), without(removed, stated));
    }

    private static RowChanges difference(Set<Row> before, Set<Row> after) {
        return new RowChanges(without(after, before), without(before, after));
    }

    private static Set<Row> without(Set<Row> rows, Set<Row> others) {
        Set<Row> left = new TreeSet<>(rows);
        left.removeAll(others);
        return left;
    }

    private static List<Lease> which(List<Lease> leases, IntPredicate places) {
        return IntStream.range(0, leases.size())
                .filter(places)
                .mapToObj(leases::get)
                .toList();
    }
}
