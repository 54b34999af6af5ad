package dev.coord.core.plan;

import static java.util.Objects.requireNonNull;

import dev.coord.plan.FeatureId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jgrapht.Graph;
import org.jgrapht.Graphs;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;

/** The shortest circle of a graph: strong components, then a breadth-first search inside each. */
final class Cycles {

    private Cycles() {}

    static Optional<List<FeatureId>> shortest(Graph<FeatureId, DefaultEdge> graph) {
        List<FeatureId> best = List.of();
        // Kosaraju: the other inspectors of JGraphT recurse and overflow the stack on long chains
        for (Set<FeatureId> component : new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets()) {
            if (component.size() > 1) {
                best = shorter(best, within(graph, component, best.size()));
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    private static List<FeatureId> within(Graph<FeatureId, DefaultEdge> graph, Set<FeatureId> component, int known) {
        List<FeatureId> best = List.of();
        for (FeatureId start : new TreeSet<>(component)) {
            int limit = best.isEmpty() ? known : best.size();
            best = shorter(best, through(graph, component, start, limit));
            if (best.size() == 2) {
                return best;
            }
            if (isRing(graph, component)) {
                return best;
            }
        }
        return best;
    }

    /** A component in which everybody has one successor is one ring: searching from one member is enough. */
    private static boolean isRing(Graph<FeatureId, DefaultEdge> graph, Set<FeatureId> component) {
        return component.stream()
                .allMatch(id -> Graphs.successorListOf(graph, id).stream()
                                .filter(component::contains)
                                .count()
                        == 1);
    }

    private static List<FeatureId> through(
            Graph<FeatureId, DefaultEdge> graph, Set<FeatureId> component, FeatureId start, int limit) {
        Map<FeatureId, FeatureId> before = new HashMap<>();
        Map<FeatureId, Integer> depth = new HashMap<>(Map.of(start, 1));
        Deque<FeatureId> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            FeatureId at = open.remove();
            int next = requireNonNull(depth.get(at)) + 1;
            for (FeatureId successor : new TreeSet<>(Graphs.successorListOf(graph, at))) {
                if (successor.equals(start)) {
                    return back(before, start, at);
                }
                boolean hopeful = limit == 0 || next < limit;
                if (hopeful && component.contains(successor) && depth.putIfAbsent(successor, next) == null) {
                    before.put(successor, at);
                    open.add(successor);
                }
            }
        }
        return List.of();
    }

    private static List<FeatureId> back(Map<FeatureId, FeatureId> before, FeatureId start, FeatureId last) {
        Deque<FeatureId> cycle = new ArrayDeque<>();
        for (FeatureId at = last; !at.equals(start); at = requireNonNull(before.get(at))) {
            cycle.addFirst(at);
        }
        cycle.addFirst(start);
        return List.copyOf(cycle);
    }

    private static List<FeatureId> shorter(List<FeatureId> one, List<FeatureId> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return other.size() < one.size() ? other : one;
    }
}
