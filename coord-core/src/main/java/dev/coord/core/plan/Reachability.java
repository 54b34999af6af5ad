package dev.coord.core.plan;

/**
 * Which features a dependency path joins, for many questions asked in the order of their first feature: one sweep over
 * the graph in each direction answers for 64 features at once. Not safe for several threads.
 */
final class Reachability {

    private final DependencyGraph graph;
    private final long[] after;
    private final long[] before;
    private int block = -1;

    Reachability(DependencyGraph graph) {
        this.graph = graph;
        this.after = new long[graph.size()];
        this.before = new long[graph.size()];
    }

    boolean ordered(int one, int other) {
        if (block != one / Long.SIZE) {
            block = one / Long.SIZE;
            sweep();
        }
        return ((after[other] | before[other]) >>> one % Long.SIZE & 1) == 1;
    }

    private void sweep() {
        int[] order = graph.order();
        for (int node : order) {
            after[node] = bits(node, graph.prerequisites(node), after);
        }
        for (int i = order.length - 1; i >= 0; i--) {
            before[order[i]] = bits(order[i], graph.dependents(order[i]), before);
        }
    }

    private long bits(int node, int[] neighbours, long[] known) {
        long bits = node / Long.SIZE == block ? 1L << node % Long.SIZE : 0;
        for (int neighbour : neighbours) {
            bits |= known[neighbour];
        }
        return bits;
    }
}
