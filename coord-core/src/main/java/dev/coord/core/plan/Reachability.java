package dev.coord.core.plan;

import java.util.Arrays;

/**
 * Which features a dependency path joins, for many questions asked in the order of their first feature. Most features have
 * few others before and after them: these are walked to and marked. For those with many one sweep over the graph in each
 * direction answers for a block of features at once. Not safe for several threads.
 */
final class Reachability {

    /** Words for each feature: as many as a cache line holds, since a sweep mostly waits for memory. */
    private static final int WORDS = 8;

    private static final int BLOCK = WORDS * Long.SIZE;

    private final DependencyGraph graph;
    private final IntStack reached;
    private final int[] mark;
    private int walk;
    private int walkedFrom = -1;
    private boolean isWalked;
    private long[] after = {};
    private long[] before = {};
    private int block = -1;

    Reachability(DependencyGraph graph) {
        this.graph = graph;
        this.reached = new IntStack();
        this.mark = new int[graph.size()];
    }

    boolean ordered(int one, int other) {
        if (walkedFrom != one) {
            walkedFrom = one;
            walk++;
            isWalked = walk(one, graph.edges().prerequisites())
                    && walk(one, graph.edges().dependents());
        }
        return isWalked ? mark[other] == walk : swept(one, other);
    }

    /** Marks what is reached, unless that is more than the share of one feature in a sweep. */
    private boolean walk(int from, Slices neighbours) {
        int left = 2 + graph.size() / Long.SIZE;
        reached.clear();
        reached.push(from);
        while (!reached.isEmpty()) {
            int node = reached.pop();
            for (int at = neighbours.begin(node); at < neighbours.end(node); at++) {
                int neighbour = neighbours.item(at);
                if (mark[neighbour] != walk) {
                    mark[neighbour] = walk;
                    reached.push(neighbour);
                    if (--left < 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private boolean swept(int one, int other) {
        if (block != one / BLOCK) {
            block = one / BLOCK;
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
