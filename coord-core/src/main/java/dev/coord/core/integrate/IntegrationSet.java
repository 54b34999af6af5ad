package dev.coord.core.integrate;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.core.graph.Cycle;
import dev.coord.core.graph.DependencyEdges;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.run.text.Wording;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The features of an integration as it plans them: the work is done, so that what they write, read and use orders nothing any
 * more. What is left are dependencies, the stacks that their branches form, and schema conflicts.
 */
public final class IntegrationSet {

    private IntegrationSet() {}

    /**
     * Makes sure that features which are chosen are there.
     *
     * @param declared the feature file
     * @param chosen what is to be integrated; none for all
     * @return what is to be integrated
     * @throws BadInput if there is no such feature, naming all of them
     */
    public static SortedSet<FeatureId> chosen(FeatureSet declared, Set<FeatureId> chosen) {
        SortedSet<FeatureId> unknown = new TreeSet<>(chosen);
        unknown.removeAll(declared.features().keySet());
        if (!unknown.isEmpty()) {
            throw new BadInput("cannot integrate what is no feature: " + Wording.names(List.copyOf(unknown))
                    + "; name features of the feature file with --features");
        }
        return chosen.isEmpty() ? new TreeSet<>(declared.features().keySet()) : new TreeSet<>(chosen);
    }

    /**
     * Makes the set.
     *
     * @param declared the feature file
     * @param chosen what is to be integrated
     * @param landed what has landed
     * @param stacks for each branch that contains others of features that have not landed, which
     * @param target the branch to land on, for people
     * @return the chosen features, and those that they need and that have landed
     * @throws BadInput if one needs what has neither landed nor is chosen, or dependencies and stacks form a circle
     */
    public static FeatureSet of(
            FeatureSet declared,
            Set<FeatureId> chosen,
            Set<FeatureId> landed,
            SortedMap<FeatureId, SortedSet<FeatureId>> stacks,
            String target) {
        SortedMap<FeatureId, SortedSet<FeatureId>> needs = needs(declared);
        stacks.forEach((above, below) ->
                needs.computeIfAbsent(above, id -> new TreeSet<>()).addAll(below));
        SortedSet<FeatureId> members = new TreeSet<>(chosen);
        List<String> lacking = new ArrayList<>();
        for (FeatureId id : new TreeSet<>(chosen)) {
            for (FeatureId needed : needs.getOrDefault(id, new TreeSet<>())) {
                if (landed.contains(needed)) {
                    members.add(needed);
                } else if (!chosen.contains(needed) && !landed.contains(id)) {
                    boolean isStack = stacks.getOrDefault(id, new TreeSet<>()).contains(needed);
                    lacking.add("'" + id + "' needs '" + needed + "'"
                            + (isStack ? ", since its branch contains that one's" : ""));
                }
            }
        }
        if (!lacking.isEmpty()) {
            throw new BadInput("cannot integrate without what has not landed on " + target + ": "
                    + String.join("; ", lacking) + "; name that with --features, too");
        }
        FeatureSet set = FeatureSet.of(members.stream()
                .map(id -> planned(declared.get(id), chosen.contains(id), needs, members))
                .toList());
        requireOrder(set, stacks);
        return set;
    }

    /** Those that nothing but declarations order. */
    private static SortedMap<FeatureId, SortedSet<FeatureId>> needs(FeatureSet declared) {
        SortedMap<FeatureId, SortedSet<FeatureId>> needs = new TreeMap<>();
        BiConsumer<FeatureId, FeatureId> add = (earlier, later) -> {
            if (declared.features().containsKey(earlier)) { // otherwise it was completed before
                needs.computeIfAbsent(later, id -> new TreeSet<>()).add(earlier);
            }
        };
        declared.features().values().forEach(feature -> DependencyEdges.declaredBy(feature, add));
        return needs;
    }

    private static Feature planned(
            Feature feature,
            boolean isChosen,
            SortedMap<FeatureId, SortedSet<FeatureId>> needs,
            Collection<FeatureId> members) {
        SortedSet<FeatureId> needed =
                new TreeSet<>(isChosen ? needs.getOrDefault(feature.id(), new TreeSet<>()) : Set.of());
        needed.retainAll(members);
        return feature.toBuilder()
                .blocks(List.<FeatureId>of())
                .blockedBy(needed)
                .writes(List.of())
                .reads(List.of())
                .uses(List.of())
                .build();
    }

    private static void requireOrder(FeatureSet set, SortedMap<FeatureId, SortedSet<FeatureId>> stacks) {
        for (Cycle circle : DependencyGraph.cycles(set)) {
            List<String> contained = new ArrayList<>();
            List<FeatureId> features = circle.features();
            for (int i = 0; i < features.size(); i++) {
                FeatureId below = features.get(i);
                FeatureId above = features.get((i + 1) % features.size());
                if (stacks.getOrDefault(above, new TreeSet<>()).contains(below)) {
                    contained.add("the branch of '" + above + "' contains that of '" + below + "'");
                }
            }
            throw new BadInput("cannot order what is to be integrated: " + circle.problem()
                    + (contained.isEmpty() ? "" : "; " + String.join(", ", contained)));
        }
    }
}
