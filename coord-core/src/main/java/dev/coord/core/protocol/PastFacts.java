package dev.coord.core.protocol;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a view stated at an earlier revision.
 *
 * @param facts each value in the form in which {@link FactValue} compares it
 * @param touched what changed since: rows that came or went, and facts of other kinds
 */
public record PastFacts(NavigableMap<FactKey, String> facts, Set<FactKey> touched) {

    public PastFacts {
        touched = touched.stream().map(PastFacts::row).collect(Collectors.toSet());
    }

    private static FactKey row(FactKey key) {
        int parts = Math.min(key.row().size(), Rows.LOCK_PARTS);
        return key.list().equals(Facts.LOCKS)
                ? new FactKey(key.list(), key.row().subList(0, parts), Optional.empty())
                : key;
    }

    /** Whether a row came or went since. */
    public boolean isTouched(FactKey row) {
        return touched.contains(row(row));
    }
}
