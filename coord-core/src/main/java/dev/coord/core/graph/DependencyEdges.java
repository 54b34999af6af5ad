package dev.coord.core.graph;

import dev.coord.FeatureId;
import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.ints.IntList;
import dev.coord.core.ints.Names;
import dev.coord.plan.Feature;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Dependencies between numbered features; they may run in circles.
 *
 * @param prerequisites for each feature, ascending, those it directly waits for
 * @param dependents for each feature, ascending, those that directly wait for it
 */
public record DependencyEdges(IntAdjacency prerequisites, IntAdjacency dependents) {

    /** Of features that are numbered by their place in the list; ids that none has are left out. */
    public static DependencyEdges of(List<Feature> features, Names ids) {
        IntList from = new IntList();
        IntList to = new IntList();
        for (int number = 0; number < features.size(); number++) {
            int own = number;
            FeatureId id = features.get(own).id();
            declaredBy(features.get(own), (earlier, later) -> {
                int first = earlier.equals(id) ? own : ids.find(earlier.value());
                int last = later.equals(id) ? own : ids.find(later.value());
                add(first, last, from, to);
            });
        }
        return of(features.size(), from.toArray(), to.toArray());
    }

    /** What a feature says of who waits for whom, itself one of the two each time. Reading 3. */
    public static void declaredBy(Feature feature, BiConsumer<FeatureId, FeatureId> earlierAndLater) {
        feature.blockedBy().forEach(earlier -> earlierAndLater.accept(earlier, feature.id()));
        feature.blocks().forEach(later -> earlierAndLater.accept(feature.id(), later));
    }

    public static DependencyEdges of(int features, int[] from, int[] to) {
        IntAdjacency dependents = IntAdjacency.of(features, features, from, to);
        return new DependencyEdges(dependents.transposed(features), dependents);
    }

    /** The same with every dependency turned round. */
    DependencyEdges reversed() {
        return new DependencyEdges(/* prerequisites= */ dependents, /* dependents= */ prerequisites);
    }

    private static void add(int earlier, int later, IntList from, IntList to) {
        if (earlier != Names.NONE && later != Names.NONE) {
            from.add(earlier);
            to.add(later);
        }
    }

    /** Each after all it waits for, by levels; those that wait for a circle, or are in one, are left out. */
    int[] order() {
        int size = prerequisites.things();
        int[] missing = new int[size];
        int[] order = new int[size];
        int last = 0;
        for (int node = 0; node < size; node++) {
            missing[node] = prerequisites.count(node);
            if (missing[node] == 0) {
                order[last++] = node;
            }
        }
        for (int at = 0; at < last; at++) {
            int node = order[at];
            for (int edge = dependents.begin(node); edge < dependents.end(node); edge++) {
                int dependent = dependents.item(edge);
                if (--missing[dependent] == 0) {
                    order[last++] = dependent;
                }
            }
        }
        return last == size ? order : Arrays.copyOf(order, last);
    }

    /** A shortest path with both ends; empty if there is none. */
    public int[] path(int from, int to) {
        int[] next = new int[dependents.things()];
        Arrays.fill(next, -1);
        next[to] = to;
        int[] level = {to};
        while (level.length > 0 && next[from] < 0) {
            IntList following = new IntList();
            for (int node : level) {
                for (int edge = prerequisites.begin(node); edge < prerequisites.end(node); edge++) {
                    int before = prerequisites.item(edge);
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
