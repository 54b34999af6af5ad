package dev.coord.core.plan;

import java.util.Arrays;

/**
 * The shortest circle of a graph: in each strong component, a breadth-first search from one member after the other. A
 * member that was searched from is taken away, and with it whatever no longer lies on a circle, so that one long ring
 * costs one search.
 */
final class Cycles {

    private static final int NOT_ON_CIRCLE = Components.ALONE;

    private final Slices next;
    private final Slices previous;
    private final int[] component;
    private final int[] in;
    private final int[] out;
    private final int[] seenFrom;
    private final int[] before;

    private Cycles(DependencyEdges edges) {
        next = edges.dependents();
        previous = edges.prerequisites();
        component = Components.of(edges);
        in = new int[next.things()];
        out = new int[next.things()];
        seenFrom = new int[next.things()];
        before = new int[next.things()];
        Arrays.fill(seenFrom, NOT_ON_CIRCLE);
        for (int node = 0; node < next.things(); node++) {
            for (int edge = next.begin(node); edge < next.end(node); edge++) {
                if (together(node, next.item(edge))) {
                    out[node]++;
                    in[next.item(edge)]++;
                }
            }
        }
    }

    /** The shortest circle, beginning with its smallest member; empty if there is none. */
    static int[] shortest(DependencyEdges edges) {
        Cycles cycles = new Cycles(edges);
        int[] best = {};
        for (int start = 0; start < cycles.next.things() && best.length != 2; start++) {
            if (cycles.component[start] != NOT_ON_CIRCLE) {
                int[] found = cycles.through(start, best.length == 0 ? Integer.MAX_VALUE : best.length);
                best = found.length > 0 ? found : best;
                cycles.remove(start);
            }
        }
        return best;
    }

    /** A shortest circle through a member, if it is shorter than a limit. */
    private int[] through(int start, int limit) {
        int[] level = {start};
        seenFrom[start] = start;
        for (int length = 1; level.length > 0 && length < limit; length++) {
            IntList following = new IntList();
            for (int node : level) {
                for (int edge = next.begin(node); edge < next.end(node); edge++) {
                    int successor = next.item(edge);
                    if (successor == start) {
                        return back(start, node, length);
                    }
                    if (together(node, successor) && seenFrom[successor] != start) {
                        seenFrom[successor] = start;
                        before[successor] = node;
                        following.add(successor);
                    }
                }
            }
            level = following.toArray();
        }
        return new int[0];
    }

    private int[] back(int start, int last, int length) {
        int[] cycle = new int[length];
        int node = last;
        for (int i = length - 1; i > 0; i--) {
            cycle[i] = node;
            node = before[node];
        }
        cycle[0] = start;
        return cycle;
    }

    private void remove(int start) {
        IntStack gone = new IntStack();
        gone.push(start);
        while (!gone.isEmpty()) {
            int node = gone.pop();
            if (component[node] == NOT_ON_CIRCLE) {
                continue;
            }
            for (int successor : next.of(node)) {
                if (together(node, successor) && --in[successor] == 0) {
                    gone.push(successor);
                }
            }
            for (int predecessor : previous.of(node)) {
                if (together(node, predecessor) && --out[predecessor] == 0) {
                    gone.push(predecessor);
                }
            }
            component[node] = NOT_ON_CIRCLE;
        }
    }

    private boolean together(int node, int other) {
        return component[node] != NOT_ON_CIRCLE && component[node] == component[other];
    }
}
