package dev.coord.core.schedule;

import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.ints.IntAdjacency;

/**
 * For each feature the heaviest chain that leads to it and the heaviest that begins with it.
 *
 * @param heads what must be done before the feature, itself left out
 * @param tails the feature and what can only be done after it
 */
@SuppressWarnings("ArrayRecordComponent") // plain numbers for speed; nobody compares two of these
record CriticalPaths(long[] heads, long[] tails) {

    static CriticalPaths of(DependencyGraph graph, long[] weights) {
        int[] order = graph.order();
        IntAdjacency prerequisites = graph.edges().prerequisites();
        IntAdjacency dependents = graph.edges().dependents();
        long[] heads = new long[order.length];
        long[] tails = new long[order.length];
        for (int feature : order) {
            for (int at = prerequisites.begin(feature); at < prerequisites.end(feature); at++) {
                int before = prerequisites.item(at);
                heads[feature] = Math.max(heads[feature], heads[before] + weights[before]);
            }
        }
        for (int i = order.length - 1; i >= 0; i--) {
            int feature = order[i];
            for (int at = dependents.begin(feature); at < dependents.end(feature); at++) {
                tails[feature] = Math.max(tails[feature], tails[dependents.item(at)]);
            }
            tails[feature] += weights[feature];
        }
        return new CriticalPaths(heads, tails);
    }

    /** The heaviest chain of all. */
    long heaviest() {
        long heaviest = 0;
        for (long tail : tails) {
            heaviest = Math.max(heaviest, tail);
        }
        return heaviest;
    }
}
