package dev.coord.core.plan;

import dev.coord.CoordinationException.BadInput;
import dev.coord.plan.FeatureId;
import dev.coord.plan.FeatureSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.traverse.TopologicalOrderIterator;

/**
 * Who waits for whom: {@code blocked_by} and {@code blocks}, either side alone is enough. What was completed before is
 * not in it. Without circles. Immutable, safe for many threads. Specification 1.1, reading 3.
 */
public final class DependencyGraph {

    private static final int LONGEST_TOLD = 14;

    private final FeatureId[] ids;
    private final DependencyEdges edges;
    private final int[] order;

    private DependencyGraph(FeatureId[] ids, DependencyEdges edges, int[] order) {
        this.ids = ids;
        this.edges = edges;
        this.order = order;
    }

    /**
     * Makes the graph of a feature set.
     *
     * @param features the features
     * @return the graph
     * @throws BadInput if features wait for each other in a circle; it names the shortest
     */
    public static DependencyGraph of(FeatureSet features) {
        FeatureId[] ids = ids(features);
        DependencyEdges edges = DependencyEdges.of(features, ids);
        Graph<Integer, DefaultEdge> graph = edges.graph();
        int[] cycle = Cycles.shortest(edges, graph);
        if (cycle.length > 0) {
            throw new BadInput("features wait for each other in a circle: " + describe(named(ids, cycle))
                    + "; remove one of these dependencies");
        }
        List<Integer> order = new ArrayList<>(ids.length);
        new TopologicalOrderIterator<>(graph, Comparator.naturalOrder()).forEachRemaining(order::add);
        return new DependencyGraph(
                ids, edges, order.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * The shortest circle of features that wait for each other.
     *
     * @param features the features
     * @return the circle, each feature blocking the next and the last the first, beginning with the smallest id; none if
     *     there is no circle
     */
    public static Optional<List<FeatureId>> shortestCycle(FeatureSet features) {
        FeatureId[] ids = ids(features);
        DependencyEdges edges = DependencyEdges.of(features, ids);
        int[] cycle = Cycles.shortest(edges, edges.graph());
        return cycle.length == 0 ? Optional.empty() : Optional.of(named(ids, cycle));
    }

    /**
     * A circle for people.
     *
     * @param cycle as {@link #shortestCycle} gives it
     * @return {@code a -> b -> a}; of a long one the first ten and last two, and its length
     */
    public static String describe(List<FeatureId> cycle) {
        List<String> names =
                new ArrayList<>(cycle.stream().map(FeatureId::value).toList());
        if (names.size() > LONGEST_TOLD) {
            int length = names.size();
            List<String> told = new ArrayList<>(names.subList(0, 10));
            told.add("... (" + length + " features)");
            told.addAll(names.subList(length - 2, length));
            names = told;
        }
        return String.join(" -> ", names) + " -> " + cycle.get(0);
    }

    /**
     * The features that one directly waits for, inferred ones included.
     *
     * @param feature which feature
     * @return sorted by id
     * @throws BadInput if there is no such feature
     */
    public SortedSet<FeatureId> prerequisites(FeatureId feature) {
        return new TreeSet<>(named(ids, prerequisites(number(feature))));
    }

    /**
     * The features that directly wait for one.
     *
     * @param feature which feature
     * @return sorted by id
     * @throws BadInput if there is no such feature
     */
    public SortedSet<FeatureId> dependents(FeatureId feature) {
        return new TreeSet<>(named(ids, dependents(number(feature))));
    }

    /**
     * Whether a dependency path leads from one of the two to the other.
     *
     * @param first one feature
     * @param second the other feature
     * @return true if they can never run together
     * @throws BadInput if there is no such feature
     */
    public boolean ordered(FeatureId first, FeatureId second) {
        return !path(first, second).isEmpty() || !path(second, first).isEmpty();
    }

    /**
     * A shortest dependency path.
     *
     * @param from the feature that comes first
     * @param to the feature that waits
     * @return the features on the path with both ends, empty if there is none
     * @throws BadInput if there is no such feature
     */
    public List<FeatureId> path(FeatureId from, FeatureId to) {
        return named(ids, edges.path(number(from), number(to)));
    }

    /**
     * The features in an order in which each comes after all it waits for; the smallest id first among equals.
     *
     * @return every feature once
     */
    public List<FeatureId> topologicalOrder() {
        return named(ids, order);
    }

    int size() {
        return ids.length;
    }

    FeatureId id(int number) {
        return ids[number];
    }

    int number(FeatureId feature) {
        int number = Arrays.binarySearch(ids, feature);
        if (number < 0) {
            throw new BadInput(Nearest.unknown(feature, List.of(ids)));
        }
        return number;
    }

    int[] prerequisites(int number) {
        return edges.prerequisites()[number];
    }

    int[] dependents(int number) {
        return edges.dependents()[number];
    }

    /** Every number once, each after all it waits for. */
    int[] order() {
        return order;
    }

    private static FeatureId[] ids(FeatureSet features) {
        return features.features().keySet().toArray(FeatureId[]::new);
    }

    private static List<FeatureId> named(FeatureId[] ids, int[] numbers) {
        return Arrays.stream(numbers).mapToObj(number -> ids[number]).toList();
    }
}
