package dev.coord.core.plan;

import dev.coord.plan.Feature;
import dev.coord.plan.FeatureId;
import dev.coord.plan.FeatureSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;

/**
 * Dependencies between features that are numbered in the order of their ids; they may run in circles.
 *
 * @param prerequisites for each feature, ascending, those it directly waits for
 * @param dependents for each feature, ascending, those that directly wait for it
 */
@SuppressWarnings("ArrayRecordComponent") // plain numbers for speed; nobody compares two of these
record DependencyEdges(int[][] prerequisites, int[][] dependents) {

    static DependencyEdges of(FeatureSet features, FeatureId[] ids) {
        long[] edges = features.features().values().stream()
                .flatMapToLong(feature -> edges(feature, ids))
                .toArray();
        long[] reversed = Arrays.stream(edges).map(Adjacency::reversed).toArray();
        return new DependencyEdges(Adjacency.of(ids.length, reversed), Adjacency.of(ids.length, edges));
    }

    private static LongStream edges(Feature feature, FeatureId[] ids) {
        int own = Arrays.binarySearch(ids, feature.id());
        return LongStream.concat(
                numbers(feature.blockedBy(), ids).map(other -> Adjacency.edge((int) other, own)),
                numbers(feature.blocks(), ids).map(other -> Adjacency.edge(own, (int) other)));
    }

    private static LongStream numbers(List<FeatureId> named, FeatureId[] ids) {
        return named.stream().mapToLong(id -> Arrays.binarySearch(ids, id)).filter(number -> number >= 0);
    }

    /** The edges as a graph of JGraphT. */
    Graph<Integer, DefaultEdge> graph() {
        Graph<Integer, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);
        for (int node = 0; node < dependents.length; node++) {
            graph.addVertex(node);
        }
        for (int node = 0; node < dependents.length; node++) {
            for (int dependent : dependents[node]) {
                graph.addEdge(node, dependent);
            }
        }
        return graph;
    }

    /** A shortest path with both ends; empty if there is none. */
    int[] path(int from, int to) {
        int[] next = new int[dependents.length];
        Arrays.fill(next, -1);
        next[to] = to;
        int[] level = {to};
        while (level.length > 0 && next[from] < 0) {
            IntList following = new IntList();
            for (int node : level) {
                for (int before : prerequisites[node]) {
                    if (next[before] < 0) {
                        next[before] = node;
                        following.add(before);
                    }
                }
            }
            level = following.toArray();
        }
        return next[from] < 0 ? new int[0] : walk(next, from, to);
    }

    private static int[] walk(int[] next, int from, int to) {
        IntList path = new IntList();
        for (int node = from; node != to; node = next[node]) {
            path.add(node);
        }
        path.add(to);
        return path.toArray();
    }
}
