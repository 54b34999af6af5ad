package dev.coord.core.plan;

import java.util.Arrays;

/** Edges between numbered things, by where they begin. */
final class Adjacency {

    private Adjacency() {}

    static long edge(int from, int to) {
        return (long) from << Integer.SIZE | to;
    }

    static int from(long edge) {
        return (int) (edge >>> Integer.SIZE);
    }

    static int to(long edge) {
        return (int) edge;
    }

    static long reversed(long edge) {
        return edge(to(edge), from(edge));
    }

    /** For each of the things, where its edges lead, each once and ascending. */
    static int[][] of(int things, long[] edges) {
        long[] sorted = Arrays.stream(edges).sorted().distinct().toArray();
        int[][] targets = new int[things][];
        int at = 0;
        for (int from = 0; from < things; from++) {
            int end = at;
            while (end < sorted.length && from(sorted[end]) == from) {
                end++;
            }
            targets[from] =
                    Arrays.stream(sorted, at, end).mapToInt(Adjacency::to).toArray();
            at = end;
        }
        return targets;
    }
}
