package dev.coord.core.integrate;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Branches that were begun on others of the same set. What a branch has from another one counts as the other's, so that it is
 * merged after that, and left out with it.
 */
public final class Stacks {

    private Stacks() {}

    /**
     * Finds them.
     *
     * @param tips of the branches
     * @param graph has every tip
     * @param order the order of the plan, of which the first of several with one tip counts as the one below
     * @return for each branch that contains others, which
     */
    public static SortedMap<FeatureId, SortedSet<FeatureId>> of(
            SortedMap<FeatureId, CommitId> tips, CommitGraph graph, List<FeatureId> order) {
        CommitGraph.Ancestry ancestry = graph.ancestryOf(tips.values());
        SortedMap<FeatureId, SortedSet<FeatureId>> stacks = new TreeMap<>();
        tips.forEach((above, tip) -> tips.forEach((below, other) -> {
            boolean contains =
                    tip.equals(other) ? order.indexOf(below) < order.indexOf(above) : ancestry.isAncestor(other, tip);
            if (contains) {
                stacks.computeIfAbsent(above, id -> new TreeSet<>()).add(below);
            }
        }));
        return stacks;
    }
}
