package dev.coord.core.graph;

import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.ints.IntStack;

/**
 * What one depth-first search tells of reachability: a node reaches only what lies in its interval, and all that lies in its
 * subtree. Nodes are places in a topological order. Immutable.
 *
 * @see <a href="https://doi.org/10.14778/1920841.1920879">GRAIL, of which this is one interval</a>
 */
final class DepthFirstIntervals {

    private final DependencyEdges edges;
    private final boolean mirrored;
    private final int[] number;
    private final int[] least;
    private final int[] leastOfSubtree;
    private int numbered;

    /**
     * Searches a graph.
     *
     * @param edges the edges between places
     * @param mirrored whether to go through roots and edges in descending order
     */
    DepthFirstIntervals(DependencyEdges edges, boolean mirrored) {
        this.edges = edges;
        this.mirrored = mirrored;
        int size = edges.dependents().things();
        this.number = new int[size];
        this.least = new int[size];
        this.leastOfSubtree = new int[size];
        int[] next = new int[size];
        for (int i = 0; i < size; i++) {
            int root = mirrored ? size - 1 - i : i;
            if (edges.prerequisites().count(root) == 0) {
                search(root, next);
            }
        }
    }

    /** Whether no path leads from the one to the other. */
    boolean separate(int from, int to) {
        return least[from] > least[to] || number[from] < number[to];
    }

    /** Whether the search itself took a path from the one to the other. */
    boolean join(int from, int to) {
        return leastOfSubtree[from] <= number[to] && number[to] <= number[from];
    }

    /** Numbers nodes as they are left; {@code next} counts the edges taken, and one more once a node was met. */
    private void search(int root, int[] next) {
        IntAdjacency after = edges.dependents();
        IntStack open = new IntStack();
        enter(root, next, open);
        while (!open.isEmpty()) {
            int node = open.pop();
            int taken = next[node] - 1;
            if (taken == after.count(node)) {
                leave(node);
                continue;
            }
            next[node]++;
            open.push(node);
            int dependent = dependent(node, taken);
            if (next[dependent] == 0) {
                enter(dependent, next, open);
            }
        }
    }

    private void enter(int node, int[] next, IntStack open) {
        next[node] = 1;
        leastOfSubtree[node] = numbered;
        open.push(node);
    }

    private void leave(int node) {
        int lowest = numbered;
        IntAdjacency after = edges.dependents();
        for (int at = after.begin(node); at < after.end(node); at++) {
            lowest = Math.min(lowest, least[after.item(at)]);
        }
        least[node] = lowest;
        number[node] = numbered++;
    }

    private int dependent(int node, int index) {
        IntAdjacency after = edges.dependents();
        return after.item(mirrored ? after.end(node) - 1 - index : after.begin(node) + index);
    }
}
