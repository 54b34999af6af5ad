package dev.coord.core.graph;

import dev.coord.core.ints.IntAdjacency;
import java.util.Arrays;

/**
 * Answers all questions about a block of features by one sweep over the graph in each direction, whatever the graph is like.
 * Not safe for several threads.
 */
final class ReachabilitySweep {

    /** Words for each feature: as many as a cache line holds, since a sweep mostly waits for memory. */
    private static final int WORDS = 8;

    private static final int BLOCK = WORDS * Long.SIZE;

    private final DependencyGraph graph;
    private long[] after = {};
    private long[] before = {};
    private int block = -1;

    ReachabilitySweep(DependencyGraph graph) {
        this.graph = graph;
    }

    static int blockOf(int feature) {
        return feature / BLOCK;
    }

    /** Whether the latest sweep was for the feature's block. */
    boolean knows(int feature) {
        return block == blockOf(feature);
    }

    boolean ordered(int one, int other) {
        if (!knows(one)) {
            block = blockOf(one);
            sweep();
        }
        int word = other * WORDS + one % BLOCK / Long.SIZE;
        return ((after[word] | before[word]) >>> one % Long.SIZE & 1) == 1;
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

    private void gather(int node, IntAdjacency neighbours, long[] known) {
        int own = node * WORDS;
        Arrays.fill(known, own, own + WORDS, 0);
        for (int at = neighbours.begin(node); at < neighbours.end(node); at++) {
            int neighbour = neighbours.item(at) * WORDS;
            for (int word = 0; word < WORDS; word++) {
                known[own + word] |= known[neighbour + word];
            }
        }
        if (blockOf(node) == block) {
            known[own + node % BLOCK / Long.SIZE] |= 1L << node % Long.SIZE;
        }
    }
}
