package dev.coord.core.conflict;

import dev.coord.plan.Feature;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which names mean one table. Databases fold the case of names that are not quoted, each in its way, so that names which
 * differ by case only count as one; quotes are part of a name like any other character. Specification 5.1.
 */
public final class Tables {

    private final Map<String, String> first = new HashMap<>();

    Tables() {}

    /**
     * What all names of one table have in common.
     *
     * @param table a name
     * @return the same for names that differ by case only
     */
    public static String folded(String table) {
        return table.toLowerCase(Locale.ROOT);
    }

    /**
     * The tables that two features change.
     *
     * @param feature one feature
     * @param other another one
     * @return sorted, as the first one names them
     */
    public static List<String> common(Feature feature, Feature other) {
        if (feature.schemaChanges().isEmpty() || other.schemaChanges().isEmpty()) {
            return List.of();
        }
        Set<String> theirs = other.schemaChanges().stream().map(Tables::folded).collect(Collectors.toSet());
        return feature.schemaChanges().stream()
                .filter(table -> theirs.contains(folded(table)))
                .sorted()
                .toList();
    }

    /** The tables that a feature changes, each named as it was named first. */
    List<String> changedBy(Feature feature) {
        return feature.schemaChanges().isEmpty()
                ? List.of()
                : feature.schemaChanges().stream()
                        .map(table -> first.computeIfAbsent(folded(table), name -> table))
                        .distinct()
                        .toList();
    }
}
