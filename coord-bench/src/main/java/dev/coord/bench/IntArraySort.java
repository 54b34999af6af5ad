package dev.coord.bench;

import dev.coord.FeatureId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.HashMap;
import java.util.Map;

/** The floor: a topological sort of plain int arrays. */
public final class IntArraySort {

    private final int[] begin;
    private final int[] dependents;
    private final int[] missing;

    private IntArraySort(int size, int[] from, int[] to) {
        begin = new int[size + 1];
        dependents = new int[from.length];
        missing = new int[size];
        for (int edge : from) {
            begin[edge + 1]++;
        }
        for (int i = 0; i < size; i++) {
            begin[i + 1] += begin[i];
        }
        int[] next = begin.clone();
        for (int i = 0; i < from.length; i++) {
            dependents[next[from[i]]++] = to[i];
            missing[to[i]]++;
        }
    }

    /**
     * The dependencies of features as pairs of numbers.
     *
     * @param set the features
     * @return who blocks, and who is blocked
     */
    public static int[][] edges(FeatureSet set) {
        Map<FeatureId, Integer> numbers = new HashMap<>(set.features().size() * 2);
        set.features().keySet().forEach(id -> numbers.put(id, numbers.size()));
        int count = set.features().values().stream()
                .mapToInt(feature -> feature.blockedBy().size())
                .sum();
        int[][] edges = new int[2][count];
        int at = 0;
        for (Feature feature : set.features().values()) {
            for (FeatureId before : feature.blockedBy()) {
                edges[0][at] = numbers.get(before);
                edges[1][at++] = numbers.get(feature.id());
            }
        }
        return edges;
    }

    /**
     * Sorts.
     *
     * @param size how many nodes
     * @param edges from, to
     * @return the nodes, each after all it waits for
     */
    public static int[] sort(int size, int[][] edges) {
        IntArraySort graph = new IntArraySort(size, edges[0], edges[1]);
        int[] order = new int[size];
        int last = 0;
        for (int node = 0; node < size; node++) {
            if (graph.missing[node] == 0) {
                order[last++] = node;
            }
        }
        for (int at = 0; at < last; at++) {
            for (int edge = graph.begin[order[at]]; edge < graph.begin[order[at] + 1]; edge++) {
                if (--graph.missing[graph.dependents[edge]] == 0) {
                    order[last++] = graph.dependents[edge];
                }
            }
        }
        return order;
    }
}
