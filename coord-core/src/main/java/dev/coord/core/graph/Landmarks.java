package dev.coord.core.graph;

import dev.coord.core.ints.IntAdjacency;

/**
 * Nodes that many paths lead through. A topological order is halved again and again, and for each cut the nodes next to it are
 * landmarks: of those before the cut it is known which of them they reach, of those behind it which of them reach them. Two
 * nodes with a landmark in common are joined; the two others may be joined too. Nodes are places in the order. Immutable.
 */
final class Landmarks {

    /** Landmarks on each side of a cut, all of which fit into one word. */
    private static final int BESIDE = Long.SIZE / 2;

    /** What lies closer together is searched for as fast. */
    private static final int SMALLEST_HALF_BITS = 8;

    private final long[][] common;

    Landmarks(DependencyEdges edges) {
        int bits = Integer.SIZE
                - Integer.numberOfLeadingZeros(Math.max(0, edges.dependents().things() - 1));
        common = new long[Math.max(0, bits - SMALLEST_HALF_BITS)][];
        for (int level = 0; level < common.length; level++) {
            common[level] = level(edges, 1 << (level + SMALLEST_HALF_BITS));
        }
    }

    /** Whether a path leads by a landmark from the one to the other, which lies behind it. */
    boolean join(int from, int to) {
        int level = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(from ^ to) - SMALLEST_HALF_BITS;
        return level >= 0 && (common[level][from] & common[level][to]) != 0;
    }

    private static long[] level(DependencyEdges edges, int half) {
        int size = edges.dependents().things();
        long[] known = new long[size];
        for (int cut = half; cut < size; cut += 2 * half) {
            before(edges.dependents(), cut, half, known);
            behind(edges.prerequisites(), cut, half, known);
        }
        return known;
    }

    /** Which landmarks each place before the cut reaches. */
    private static void before(IntAdjacency dependents, int cut, int half, long[] known) {
        int last = Math.min(dependents.things(), cut + BESIDE);
        long[] across = new long[BESIDE];
        for (int place = last - 1; place >= cut - half; place--) {
            long reached = landmark(place, cut);
            int end = dependents.end(place);
            for (int at = dependents.begin(place); at < end && dependents.item(at) < last; at++) {
                int dependent = dependents.item(at);
                reached |= dependent < cut ? known[dependent] : across[dependent - cut];
            }
            if (place < cut) {
                known[place] = reached;
            } else {
                across[place - cut] = reached;
            }
        }
    }

    /** Which landmarks reach each place behind the cut. */
    private static void behind(IntAdjacency prerequisites, int cut, int half, long[] known) {
        int first = cut - BESIDE;
        long[] across = new long[BESIDE];
        for (int place = first; place < Math.min(prerequisites.things(), cut + half); place++) {
            long reached = landmark(place, cut);
            int begin = prerequisites.begin(place);
            for (int at = prerequisites.end(place) - 1; at >= begin && prerequisites.item(at) >= first; at--) {
                int prerequisite = prerequisites.item(at);
                reached |= prerequisite >= cut ? known[prerequisite] : across[prerequisite - first];
            }
            if (place >= cut) {
                known[place] = reached;
            } else {
                across[place - first] = reached;
            }
        }
    }

    private static long landmark(int place, int cut) {
        int number = place - cut + BESIDE;
        return number >= 0 && number < Long.SIZE ? 1L << number : 0;
    }
}
