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
    private final long[] after;
    private final long[] before;
    private int block = -1;

    Reachability(DependencyGraph graph) {
        this.graph = graph;
        this.after = new long[graph.size() * WORDS];
        this.before = new long[graph.size() * WORDS];
    }

    boolean ordered(int one, int other) {
        if (block != one / BLOCK) {
            block = one / BLOCK;
            sweep();
        }
        int word = other * WORDS + one % BLOCK / Long.SIZE;
        return ((after[word] | before[word]) >>> one % Long.SIZE & 1) == 1;
    }

    private void sweep() {
        int[] order = graph.order();
        for (int node : order) {
            gather(node, graph.prerequisites(node), after);
        }
        for (int i = order.length - 1; i >= 0; i--) {
            gather(order[i], graph.dependents(order[i]), before);
        }
    }

    private void gather(int node, int[] neighbours, long[] known) {
        int own = node * WORDS;
        Arrays.fill(known, own, own + WORDS, 0);
        for (int neighbour : neighbours) {
            for (int word = 0; word < WORDS; word++) {
                known[own + word] |= known[neighbour * WORDS + word];
            }
        }
        if (node / BLOCK == block) {
            known[own + node % BLOCK / Long.SIZE] |= 1L << node % Long.SIZE;
        }
    }
}
