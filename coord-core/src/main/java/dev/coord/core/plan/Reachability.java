package dev.coord.core.plan;

import java.util.Arrays;

/**
 * Which features a dependency path joins, for many questions asked in the order of their first feature: one sweep over
 * the graph in each direction answers for a block of features at once. Not safe for several threads.
 */
final class Reachability {

    /** Words for each feature: as many as a cache line holds, since a sweep mostly waits for memory. */
    private static final int WORDS = 8;

    private static final int BLOCK = WORDS * Long.SIZE;

    private final DependencyGraph graph;
    private final int[] level;
    private long[] after = {};
    private long[] before = {};
    private int block = -1;

    Reachability(DependencyGraph graph) {
        this.graph = graph;
        this.level = levels(graph);
    }

    boolean ordered(int one, int other) {
        // a path leads from one level to a later one, and what has no neighbour is on no path
        if (level[one] == level[other] || isApart(one) || isApart(other)) {
            return false;
        }
        if (block != one / BLOCK) {
            block = one / BLOCK;
            sweep();
        }
        int word = other * WORDS + one % BLOCK / Long.SIZE;
        return ((after[word] | before[word]) >>> one % Long.SIZE & 1) == 1;
    }

    private boolean isApart(int node) {
        return graph.edges().prerequisites().count(node) == 0
                && graph.edges().dependents().count(node) == 0;
    }

    /** How many features the longest chain that leads to each has, itself left out. */
    static int[] levels(DependencyGraph graph) {
        Slices prerequisites = graph.edges().prerequisites();
        int[] level = new int[graph.size()];
        for (int node : graph.order()) {
            for (int at = prerequisites.begin(node); at < prerequisites.end(node); at++) {
                level[node] = Math.max(level[node], level[prerequisites.item(at)] + 1);
            }
        }
        return level;
    }

    private void sweep() {
        if (after.length == 0) {
            after = new long[graph.size() * WORDS];
            before = new long[graph.size() * WORDS];
        }
        int[] order = graph.order();
        for (int node : order) {
            gather(node, graph.edges().prerequisites(), after);
        }
        for (int i = order.length - 1; i >= 0; i--) {
            gather(order[i], graph.edges().dependents(), before);
        }
    }

    private void gather(int node, Slices neighbours, long[] known) {
        int own = node * WORDS;
        Arrays.fill(known, own, own + WORDS, 0);
        for (int at = neighbours.begin(node); at < neighbours.end(node); at++) {
            int neighbour = neighbours.item(at) * WORDS;
            for (int word = 0; word < WORDS; word++) {
                known[own + word] |= known[neighbour + word];
            }
        }
        if (node / BLOCK == block) {
            known[own + node % BLOCK / Long.SIZE] |= 1L << node % Long.SIZE;
        }
    }
}
