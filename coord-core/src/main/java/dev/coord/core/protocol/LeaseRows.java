package dev.coord.core.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds again the lock rows of leases of which somebody changed what tells them apart. Pure. */
final class LeaseRows {

    private LeaseRows() {}

    /**
     * The rows that name a lease and were not there, each with a row of that lease that is there no more: the one with its
     * path, if there is one.
     *
     * @param written what was written
     * @param seen what the file said before
     */
    static Map<FactKey, FactKey> renamed(Facts written, Map<FactKey, String> seen) {
        Map<String, List<FactKey>> gone = new TreeMap<>();
        seen.forEach((key, lease) -> {
            if (isLease(key) && !written.values().containsKey(row(key))) {
                gone.computeIfAbsent(lease, id -> new ArrayList<>()).add(row(key));
            }
        });
        Map<FactKey, FactKey> renamed = new TreeMap<>();
        if (gone.isEmpty()) {
            return renamed;
        }
        for (boolean samePath : new boolean[] {true, false}) {
            written.values().forEach((key, value) -> {
                FactKey row = row(key);
                if (isLease(key) && !seen.containsKey(row) && !renamed.containsKey(row)) {
                    List<FactKey> left = gone.getOrDefault(FactValue.of(value), List.of());
                    left.stream()
                            .filter(was -> !samePath
                                    || was.row().get(0).equals(row.row().get(0)))
                            .findFirst()
                            .ifPresent(was -> {
                                renamed.put(row, was);
                                left.remove(was);
                            });
                }
            });
        }
        return renamed;
    }

    private static boolean isLease(FactKey key) {
        return key.list().equals(Facts.LOCKS) && key.is(Facts.LEASE);
    }

    private static FactKey row(FactKey key) {
        return key.parent().orElse(key);
    }
}
