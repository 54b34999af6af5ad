package dev.coord.core.graph;

import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.ints.IntList;
import dev.coord.core.ints.IntStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A shortest circle of each strong component of a graph: a breadth-first search from one member after the other. A member
 * that was searched from is taken away, and with it whatever no longer lies on a circle, so that one long ring costs one
 * search. In a large component whose circles are all long each search goes through nearly all of it; so there is a bound on
 * the edges that are looked at, beyond which the shortest circle found so far is told.
 */
final class Cycles {

    private static final int NOT_ON_CIRCLE = Components.ALONE;

    /** About half a second; whatever people write needs a small part of it. */
    private static final long MOST_EDGES = 50_000_000;

    private final IntAdjacency next;
    private final IntAdjacency previous;
    private final int[] component;
    private final int[] in;
    private final int[] out;
    private final int[] seenFrom;
    private final int[] before;
    private final int[] members;
    private final int[] edges;

    private long looked;

    private Cycles(DependencyEdges edges) {
        next = edges.dependents();
        previous = edges.prerequisites();
        component = Components.of(edges);
        in = new int[next.things()];
        out = new int[next.things()];
        seenFrom = new int[next.things()];
        before = new int[next.things()];
        Arrays.fill(seenFrom, NOT_ON_CIRCLE);
        members = new int[1 + Arrays.stream(component).max().orElse(NOT_ON_CIRCLE)];
        this.edges = new int[members.length];
        count();
    }

    private void count() {
        for (int node = 0; node < next.things(); node++) {
            if (component[node] != NOT_ON_CIRCLE) {
                members[component[node]]++;
            }
            for (int edge = next.begin(node); edge < next.end(node); edge++) {
                if (together(node, next.item(edge))) {
                    out[node]++;
                    in[next.item(edge)]++;
                    edges[component[node]]++;
                }
            }
        }
    }

    /**
     * One strong component and a shortest circle in it.
     *
     * @param circle begins with its smallest member
     * @param members how many there are
     * @param more whether there are other circles
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two of these
    record Knot(int[] circle, int members, boolean more) {}

    /** The strong components with more than one member, in the order of the first member of their circles. */
    static List<Knot> knots(DependencyEdges edges) {
        Cycles cycles = new Cycles(edges);
        int[][] best = cycles.shortest();
        List<Knot> knots = new ArrayList<>(best.length);
        for (int knot = 0; knot < best.length; knot++) {
            int count = cycles.members[knot];
            knots.add(new Knot(best[knot], count, cycles.edges[knot] > count));
        }
        knots.sort((one, other) -> Integer.compare(one.circle()[0], other.circle()[0]));
        return knots;
    }

    private int[][] shortest() {
        int[][] best = new int[members.length][];
        for (int start = 0; start < component.length; start++) {
            int knot = component[start];
            boolean wanted =
                    knot != NOT_ON_CIRCLE && (best[knot] == null || (best[knot].length > 2 && looked < MOST_EDGES));
            if (wanted) {
                int[] found = through(start, best[knot] == null ? Integer.MAX_VALUE : best[knot].length);
                best[knot] = found.length > 0 ? smallestFirst(found) : best[knot];
                remove(start);
            }
        }
        return best;
    }

    /** After the bound was met the members of a circle may be smaller than the one it was found from. */
    private static int[] smallestFirst(int[] circle) {
        int first = 0;
        for (int i = 1; i < circle.length; i++) {
            first = circle[i] < circle[first] ? i : first;
        }
        int[] turned = new int[circle.length];
        for (int i = 0; i < circle.length; i++) {
            turned[i] = circle[(first + i) % circle.length];
        }
        return turned;
    }

    /** A shortest circle through a member, if it is shorter than a limit. */
    private int[] through(int start, int limit) {
        int[] level = {start};
        seenFrom[start] = start;
        for (int length = 1; level.length > 0 && length < limit; length++) {
            IntList following = new IntList();
            for (int node : level) {
                looked += next.count(node);
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
