package dev.coord.core.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;

/**
 * The shortest circle of a graph: in each strong component, a breadth-first search from one member after the other. A
 * member that was searched from is taken away, and with it whatever no longer lies on a circle, so that one long ring
 * costs one search.
 */
final class Cycles {

    private static final int NOT_ON_CIRCLE = -1;

    private final int[][] next;
    private final int[][] previous;
    private final int[] component;
    private final int[] in;
    private final int[] out;
    private final int[] seenFrom;
    private final int[] before;

    private Cycles(DependencyEdges edges, Graph<Integer, DefaultEdge> graph) {
        next = edges.dependents();
        previous = edges.prerequisites();
        component = components(graph, next.length);
        in = new int[next.length];
        out = new int[next.length];
        seenFrom = new int[next.length];
        before = new int[next.length];
        Arrays.fill(seenFrom, NOT_ON_CIRCLE);
        for (int node = 0; node < next.length; node++) {
            for (int successor : next[node]) {
                if (together(node, successor)) {
                    out[node]++;
                    in[successor]++;
                }
            }
        }
    }

    /** The shortest circle, beginning with its smallest member; empty if there is none. */
    static int[] shortest(DependencyEdges edges, Graph<Integer, DefaultEdge> graph) {
        Cycles cycles = new Cycles(edges, graph);
        int[] best = {};
        for (int start = 0; start < cycles.next.length && best.length != 2; start++) {
            if (cycles.component[start] != NOT_ON_CIRCLE) {
                int[] found = cycles.through(start, best.length == 0 ? Integer.MAX_VALUE : best.length);
                best = found.length > 0 ? found : best;
                cycles.remove(start);
            }
        }
        return best;
    }

    private static int[] components(Graph<Integer, DefaultEdge> graph, int nodes) {
        int[] component = new int[nodes];
        Arrays.fill(component, NOT_ON_CIRCLE);
        int number = 0;
        // Kosaraju: JGraphT's other inspectors recurse and overflow the stack on a chain of 10,000
        List<Set<Integer>> sets = new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets();
        for (Set<Integer> members : sets) {
            if (members.size() > 1) {
                for (int member : members) {
                    component[member] = number;
                }
                number++;
            }
        }
        return component;
    }

    /** A shortest circle through a member, if it is shorter than a limit. */
    private int[] through(int start, int limit) {
        int[] level = {start};
        seenFrom[start] = start;
        for (int length = 1; level.length > 0 && length < limit; length++) {
            IntList following = new IntList();
            for (int node : level) {
                for (int successor : next[node]) {
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
            for (int successor : next[node]) {
                if (together(node, successor) && --in[successor] == 0) {
                    gone.push(successor);
                }
            }
            for (int predecessor : previous[node]) {
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
