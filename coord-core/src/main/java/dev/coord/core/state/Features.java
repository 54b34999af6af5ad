package dev.coord.core.state;

import dev.coord.FeatureId;
import dev.coord.core.graph.DependencyEdges;
import dev.coord.core.graph.Nearest;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.CoordinationState;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome.UnknownFeature;
import dev.coord.store.Snapshot;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the stored feature set says about a feature. */
final class Features {

    private static final int MOST_NEAREST = 3;

    private Features() {}

    static Optional<Feature> declared(Snapshot snapshot, FeatureId feature) {
        return snapshot.features().map(set -> set.features().get(feature));
    }

    /** With an id at least wherever a set is stored that has one. */
    static UnknownFeature unknown(Snapshot snapshot, FeatureId feature) {
        List<FeatureId> nearest = snapshot.features()
                .map(set -> set.features().keySet().stream()
                        .sorted(Comparator.comparingInt(id -> Nearest.distance(feature.caseFolded(), id.caseFolded())))
                        .limit(MOST_NEAREST)
                        .toList())
                .orElse(List.of());
        return new UnknownFeature(feature, nearest);
    }

    /** Those it waits for, by its own word or by theirs. Reading 3. */
    static SortedSet<FeatureId> prerequisites(FeatureSet set, FeatureId feature) {
        SortedSet<FeatureId> prerequisites = new TreeSet<>();
        for (Feature each : set.features().values()) {
            DependencyEdges.declaredBy(each, (earlier, later) -> {
                if (later.equals(feature)) {
                    prerequisites.add(earlier);
                }
            });
        }
        return prerequisites;
    }

    static List<FeatureId> missingPrerequisites(FeatureSet set, CoordinationState state, FeatureId feature) {
        return prerequisites(set, feature).stream()
                .filter(id -> !set.completedBefore().contains(id) && state.statusOf(id) != FeatureStatus.COMPLETED)
                .toList();
    }

    /** Whether one of the two waits for the other, itself or through others. */
    static boolean areOrdered(FeatureSet set, FeatureId one, FeatureId other) {
        return waitsFor(set, one, other) || waitsFor(set, other, one);
    }

    private static boolean waitsFor(FeatureSet set, FeatureId later, FeatureId earlier) {
        Set<FeatureId> found = new TreeSet<>();
        Deque<FeatureId> open = new ArrayDeque<>(List.of(later));
        while (!open.isEmpty()) {
            prerequisites(set, open.remove()).stream().filter(found::add).forEach(open::add);
        }
        return found.contains(earlier);
    }
}
