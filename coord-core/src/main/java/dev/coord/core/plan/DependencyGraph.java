package dev.coord.core.plan;

import static java.util.Objects.requireNonNull;

import dev.coord.CoordinationException.BadInput;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureId;
import dev.coord.plan.FeatureSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jgrapht.Graph;
import org.jgrapht.Graphs;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.traverse.TopologicalOrderIterator;

/**
 * Who waits for whom: {@code blocked_by} and {@code blocks}, either side alone is enough. Without circles. Immutable.
 * Specification 1.1, reading 3.
 */
public final class DependencyGraph {

    private static final int LONGEST_TOLD = 14;

    private final Graph<FeatureId, DefaultEdge> graph;

    private DependencyGraph(Graph<FeatureId, DefaultEdge> graph) {
        this.graph = graph;
    }

    /**
     * Makes the graph of a feature set.
     *
     * @param features the features
     * @return the graph
     * @throws BadInput if features wait for each other in a circle; it names the shortest
     */
    public static DependencyGraph of(FeatureSet features) {
        Graph<FeatureId, DefaultEdge> graph = edges(features);
        Optional<List<FeatureId>> cycle = Cycles.shortest(graph);
        if (cycle.isPresent()) {
            throw new BadInput("features wait for each other in a circle: " + describe(cycle.get())
                    + "; remove one of these dependencies");
        }
        return new DependencyGraph(graph);
    }

    /**
     * The shortest circle of features that wait for each other.
     *
     * @param features the features
     * @return the circle, each feature blocking the next and the last the first, beginning with the smallest id; none if
     *     there is no circle
     */
    public static Optional<List<FeatureId>> shortestCycle(FeatureSet features) {
        return Cycles.shortest(edges(features));
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
     */
    public SortedSet<FeatureId> prerequisites(FeatureId feature) {
        return new TreeSet<>(Graphs.predecessorListOf(graph, feature));
    }

    /**
     * The features that directly wait for one.
     *
     * @param feature which feature
     * @return sorted by id
     */
    public SortedSet<FeatureId> dependents(FeatureId feature) {
        return new TreeSet<>(Graphs.successorListOf(graph, feature));
    }

    /**
     * Whether a dependency path leads from one of the two to the other.
     *
     * @param first one feature
     * @param second the other feature
     * @return true if they can never run together
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
     */
    public List<FeatureId> path(FeatureId from, FeatureId to) {
        Map<FeatureId, FeatureId> before = new HashMap<>();
        Deque<FeatureId> open = new ArrayDeque<>(List.of(from));
        Set<FeatureId> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            FeatureId at = open.remove();
            if (at.equals(to)) {
                return walkBack(before, from, to);
            }
            for (FeatureId next : dependents(at)) {
                if (seen.add(next)) {
                    before.put(next, at);
                    open.add(next);
                }
            }
        }
        return List.of();
    }

    /**
     * The features in an order in which each comes after all it waits for; the smallest id first among equals.
     *
     * @return every feature once
     */
    public List<FeatureId> topologicalOrder() {
        List<FeatureId> order = new ArrayList<>();
        new TopologicalOrderIterator<>(graph, Comparator.<FeatureId>naturalOrder()).forEachRemaining(order::add);
        return order;
    }

    private static List<FeatureId> walkBack(Map<FeatureId, FeatureId> before, FeatureId from, FeatureId to) {
        Deque<FeatureId> path = new ArrayDeque<>();
        for (FeatureId at = to; !at.equals(from); at = requireNonNull(before.get(at))) {
            path.addFirst(at);
        }
        path.addFirst(from);
        return List.copyOf(path);
    }

    private static Graph<FeatureId, DefaultEdge> edges(FeatureSet features) {
        Graph<FeatureId, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);
        Set<FeatureId> known = features.features().keySet();
        known.forEach(graph::addVertex);
        for (Feature feature : features.features().values()) {
            feature.blockedBy().stream().filter(known::contains).forEach(id -> graph.addEdge(id, feature.id()));
            feature.blocks().stream().filter(known::contains).forEach(id -> graph.addEdge(feature.id(), id));
        }
        return graph;
    }
}
