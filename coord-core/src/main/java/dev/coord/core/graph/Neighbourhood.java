package dev.coord.core.graph;

import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.ints.IntStack;

/** The features before and behind one, marked once where they are few. Not safe for several threads. */
final class Neighbourhood {

    private static final int MOST = 512;

    private final DependencyEdges edges;
    private final int[] mark;
    private final IntStack open = new IntStack();
    private int walk;

    Neighbourhood(DependencyGraph graph) {
        this.edges = graph.edges();
        this.mark = new int[graph.size()];
    }

    /** Marks all of a feature's; false where they are too many. */
    boolean mark(int feature) {
        walk++;
        return walk(feature, edges.prerequisites()) && walk(feature, edges.dependents());
    }

    /** Whether another feature is before or behind the one marked last. */
    boolean has(int other) {
        return mark[other] == walk;
    }

    private boolean walk(int from, IntAdjacency neighbours) {
        int left = MOST;
        open.clear();
        open.push(from);
        while (!open.isEmpty()) {
            int node = open.pop();
            for (int at = neighbours.begin(node); at < neighbours.end(node); at++) {
                int neighbour = neighbours.item(at);
                if (mark[neighbour] != walk) {
                    mark[neighbour] = walk;
                    open.push(neighbour);
                    if (--left < 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
