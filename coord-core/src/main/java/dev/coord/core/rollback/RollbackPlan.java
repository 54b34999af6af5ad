package dev.coord.core.rollback;

import dev.coord.FeatureId;
import dev.coord.core.graph.DependencyEdges;
import dev.coord.merge.CommitId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.store.Snapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What taking landed work back comes to, before git is asked whether it can be done. */
public sealed interface RollbackPlan {

    /**
     * Nothing is in the way.
     *
     * @param landings what is taken back, latest first
     */
    record TakesBack(List<LandedWork> landings) implements RollbackPlan {

        /** Copies the list. */
        public TakesBack {
            landings = List.copyOf(landings);
        }
    }

    /**
     * Features that landed later need it.
     *
     * @param by what each of them needs of it
     */
    record NeededByLanded(SortedMap<FeatureId, NavigableSet<FeatureId>> by) implements RollbackPlan {

        /** Copies the map. */
        public NeededByLanded {
            by = Collections.unmodifiableSortedMap(new TreeMap<>(by));
        }
    }

    /**
     * Somebody works on it, or on what needs it.
     *
     * @param features the features that are active, sorted
     */
    record Active(List<FeatureId> features) implements RollbackPlan {

        /** Copies the list. */
        public Active {
            features = List.copyOf(features);
        }
    }

    /**
     * Makes the plan. What needs a feature is what waits for it by the stored declarations, itself or through others, and
     * landed after the landing that is taken back.
     *
     * @param standing every landing on the target that was not taken back, oldest first
     * @param wanted the merge commits of those to take back
     * @param snapshot the snapshot as it is
     * @param withDependents whether what needs them is taken back, too
     * @return the plan
     */
    static RollbackPlan of(List<LandedWork> standing, Set<CommitId> wanted, Snapshot snapshot, boolean withDependents) {
        SortedMap<FeatureId, NavigableSet<FeatureId>> direct =
                snapshot.features().map(RollbackPlan::dependents).orElseGet(TreeMap::new);
        SortedMap<FeatureId, NavigableSet<FeatureId>> needed = new TreeMap<>();
        List<LandedWork> chosen = new ArrayList<>();
        List<FeatureId> gone = new ArrayList<>();
        for (LandedWork landing : standing) {
            NavigableSet<FeatureId> needs = new TreeSet<>();
            gone.stream()
                    .filter(feature -> closure(direct, feature).contains(landing.feature()))
                    .forEach(needs::add);
            boolean isWanted = wanted.contains(landing.commit());
            if (isWanted) {
                gone.add(landing.feature());
            } else if (!needs.isEmpty()) {
                needed.computeIfAbsent(landing.feature(), id -> new TreeSet<>()).addAll(needs);
            }
            if (isWanted || !needs.isEmpty()) {
                chosen.add(landing);
            }
        }
        List<FeatureId> active = active(direct, chosen, snapshot);
        if (!active.isEmpty()) {
            return new Active(active);
        }
        if (!needed.isEmpty() && !withDependents) {
            return new NeededByLanded(needed);
        }
        Collections.reverse(chosen);
        return new TakesBack(chosen);
    }

    private static List<FeatureId> active(
            SortedMap<FeatureId, NavigableSet<FeatureId>> direct, List<LandedWork> chosen, Snapshot snapshot) {
        NavigableSet<FeatureId> concerned = new TreeSet<>();
        for (LandedWork landing : chosen) {
            concerned.add(landing.feature());
            concerned.addAll(closure(direct, landing.feature()));
        }
        return snapshot.state().active().stream()
                .map(ActiveFeature::feature)
                .filter(concerned::contains)
                .sorted()
                .toList();
    }

    private static SortedMap<FeatureId, NavigableSet<FeatureId>> dependents(FeatureSet features) {
        SortedMap<FeatureId, NavigableSet<FeatureId>> dependents = new TreeMap<>();
        for (Feature feature : features.features().values()) {
            DependencyEdges.declaredBy(
                    feature,
                    (earlier, later) -> dependents
                            .computeIfAbsent(earlier, id -> new TreeSet<>())
                            .add(later));
        }
        return dependents;
    }

    private static NavigableSet<FeatureId> closure(
            SortedMap<FeatureId, NavigableSet<FeatureId>> direct, FeatureId feature) {
        NavigableSet<FeatureId> found = new TreeSet<>();
        Deque<FeatureId> open = new ArrayDeque<>(List.of(feature));
        while (!open.isEmpty()) {
            direct.getOrDefault(open.remove(), new TreeSet<>()).stream()
                    .filter(found::add)
                    .forEach(open::add);
        }
        return found;
    }
}
