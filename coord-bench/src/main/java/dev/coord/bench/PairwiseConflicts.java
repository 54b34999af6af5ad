package dev.coord.bench;

import dev.coord.plan.Conflict;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The specification's {@code detect_conflicts} (5.1), written in Java as it stands: the baseline. */
public final class PairwiseConflicts {

    private PairwiseConflicts() {}

    /**
     * Compares all pairs.
     *
     * @param set the features
     * @return its conflicts, none marked as ordered
     */
    public static List<Conflict> detect(FeatureSet set) {
        List<Feature> features = List.copyOf(set.features().values());
        List<Conflict> conflicts = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            Feature a = features.get(i);
            for (Feature b : features.subList(i + 1, features.size())) {
                Set<String> writes = common(a.fileWrites(), b.fileWrites());
                if (!writes.isEmpty()) {
                    conflicts.add(new Conflict.FileWrite(a.id(), b.id(), sorted(writes), false));
                }
                Set<String> tables = common(a.schemaChanges(), b.schemaChanges());
                if (!tables.isEmpty()) {
                    conflicts.add(new Conflict.Schema(a.id(), b.id(), sorted(tables), false));
                }
                Set<String> resources = common(a.sharedResources(), b.sharedResources());
                if (!resources.isEmpty()) {
                    conflicts.add(new Conflict.Resource(a.id(), b.id(), sorted(resources), false));
                }
            }
        }
        return conflicts;
    }

    private static Set<String> common(Collection<?> one, Collection<?> other) {
        Set<String> common = new LinkedHashSet<>();
        one.forEach(name -> common.add(name.toString()));
        Set<String> names = new LinkedHashSet<>();
        other.forEach(name -> names.add(name.toString()));
        common.retainAll(names);
        return common;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
