package dev.coord.core.rollback;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.graph.DependencyEdges;
import dev.coord.plan.FeatureSet;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.store.Snapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** What taking landed work back comes to, before git is asked whether it can be done. */
public sealed interface RollbackPlan {

    /**
     * A landing that was not taken back.
     *
     * @param work which landing
     * @param declared the features that its own was declared to wait for when it landed, as the landing says
     * @param contained the landings whose work it was made on top of without having them from the target, as in a stack, or whose
     *     content it needs
     */
    record Standing(LandedWork work, Set<FeatureId> declared, Set<CommitId> contained) {

        /** Copies the sets. */
        public Standing {
            declared = Set.copyOf(declared);
            contained = Set.copyOf(contained);
        }
    }

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
     * Makes the plan. What needs a feature landed after the landing that is taken back, and waits for it, itself or through
     * others, by what was declared when it landed or is declared now, or contains it.
     *
     * @param standing every landing on the target that was not taken back, oldest first
     * @param wanted the merge commits of those to take back
     * @param snapshot the snapshot as it is
     * @param withDependents whether what needs them is taken back, too
     * @return the plan
     */
    static RollbackPlan of(List<Standing> standing, Set<CommitId> wanted, Snapshot snapshot, boolean withDependents) {
        SortedMap<FeatureId, NavigableSet<FeatureId>> direct = dependents(standing, snapshot);
        Map<Standing, NavigableSet<FeatureId>> chosen = chosen(standing, wanted, direct);
        SortedMap<FeatureId, NavigableSet<FeatureId>> needed = new TreeMap<>();
        List<LandedWork> landings = new ArrayList<>();
        for (Standing landing : standing) {
            if (chosen.containsKey(landing)) {
                landings.add(0, landing.work());
                if (!wanted.contains(landing.work().commit())) {
                    needed.computeIfAbsent(landing.work().feature(), id -> new TreeSet<>())
                            .addAll(chosen.get(landing));
                }
            }
        }
        List<FeatureId> active = active(direct, landings, snapshot);
        if (!active.isEmpty()) {
            return new Active(active);
        }
        if (!needed.isEmpty() && !withDependents) {
            return new NeededByLanded(needed);
        }
        return new TakesBack(landings);
    }

    /** With what is asked for by which each goes; what needs others of its wave may have landed before them. */
    private static Map<Standing, NavigableSet<FeatureId>> chosen(
            List<Standing> standing, Set<CommitId> wanted, SortedMap<FeatureId, NavigableSet<FeatureId>> direct) {
        Map<Standing, NavigableSet<FeatureId>> chosen = new LinkedHashMap<>();
        boolean goesOn = true;
        while (goesOn) {
            goesOn = false;
            Map<CommitId, NavigableSet<FeatureId>> because = new HashMap<>();
            chosen.forEach((landing, why) -> because.put(landing.work().commit(), why));
            Map<FeatureId, NavigableSet<FeatureId>> waiting = new HashMap<>();
            for (Standing landing : standing) {
                LandedWork work = landing.work();
                NavigableSet<FeatureId> why = new TreeSet<>(waiting.getOrDefault(work.feature(), new TreeSet<>()));
                landing.contained().forEach(needed -> why.addAll(because.getOrDefault(needed, new TreeSet<>())));
                if (wanted.contains(work.commit())) {
                    why.add(work.feature());
                }
                if (!why.isEmpty()) {
                    goesOn |= !why.equals(chosen.put(landing, why));
                    because.put(work.commit(), why);
                    closure(direct, work.feature())
                            .forEach(later -> waiting.computeIfAbsent(later, id -> new TreeSet<>())
                                    .addAll(why));
                }
            }
        }
        return chosen;
    }

    /**
     * What each feature is declared to wait for, by the word of either side: what its landing tells.
     *
     * @param features the features
     * @return the features that wait, each with those that it waits for itself
     */
    static SortedMap<FeatureId, NavigableSet<FeatureId>> needs(FeatureSet features) {
        SortedMap<FeatureId, NavigableSet<FeatureId>> needs = new TreeMap<>();
        features.features()
                .values()
                .forEach(feature -> DependencyEdges.declaredBy(
                        feature,
                        (earlier, later) -> needs.computeIfAbsent(later, id -> new TreeSet<>())
                                .add(earlier)));
        return needs;
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

    private static SortedMap<FeatureId, NavigableSet<FeatureId>> dependents(
            List<Standing> standing, Snapshot snapshot) {
        SortedMap<FeatureId, NavigableSet<FeatureId>> dependents = new TreeMap<>();
        BiConsumer<FeatureId, Set<FeatureId>> add = (later, needs) -> needs.forEach(earlier ->
                dependents.computeIfAbsent(earlier, id -> new TreeSet<>()).add(later));
        snapshot.features().ifPresent(features -> needs(features).forEach(add));
        standing.forEach(landing -> add.accept(landing.work().feature(), landing.declared()));
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
