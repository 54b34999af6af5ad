package dev.coord.core.graph;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.core.ints.Names;
import dev.coord.plan.FeatureSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who waits for whom: {@code blocked_by} and {@code blocks}, either side alone is enough. What was completed before is
 * not in it. Without circles. Immutable, safe for many threads. Specification 1.1, reading 3.
 */
public final class DependencyGraph {

    private static final int LONGEST_TOLD = 14;
    private static final int MOST_TOLD = 100;

    private final List<FeatureId> ids;
    private final Names numbers;
    private final DependencyEdges edges;
    private final int[] order;

    private DependencyGraph(List<FeatureId> ids, Names numbers, DependencyEdges edges, int[] order) {
        this.ids = ids;
        this.numbers = numbers;
        this.edges = edges;
        this.order = order;
    }

    /**
     * Makes the graph of a feature set.
     *
     * @param features the features
     * @return the graph
     * @throws BadInput if features wait for each other in a circle; it names one of each knot
     */
    public static DependencyGraph of(FeatureSet features) {
        List<FeatureId> ids = List.copyOf(features.features().keySet());
        Names numbers = numbered(ids);
        DependencyEdges edges =
                DependencyEdges.of(List.copyOf(features.features().values()), numbers);
        int[] order = edges.order();
        if (order.length < ids.size()) {
            throw new BadInput(cycles(ids, edges).stream()
                    .limit(MOST_TOLD)
                    .map(Cycle::problem)
                    .collect(Collectors.joining("\n")));
        }
        return new DependencyGraph(ids, numbers, edges, order);
    }

    /**
     * The circles of features that wait for each other: a shortest one of each knot. In a knot of many thousand features
     * without a short circle it may be one that is nearly as short.
     *
     * @param features the features
     * @return none if there is no circle; sorted by their first feature
     */
    public static List<Cycle> cycles(FeatureSet features) {
        List<FeatureId> ids = List.copyOf(features.features().keySet());
        DependencyEdges edges =
                DependencyEdges.of(List.copyOf(features.features().values()), numbered(ids));
        return edges.order().length == ids.size() ? List.of() : cycles(ids, edges);
    }

    private static List<Cycle> cycles(List<FeatureId> ids, DependencyEdges edges) {
        return Cycles.knots(edges).stream()
                .map(knot -> new Cycle(named(ids, knot.circle()), knot.members(), knot.more()))
                .toList();
    }

    /**
     * A circle for people.
     *
     * @param cycle each feature blocks the next, and the last one the first
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
        return new TreeSet<>(named(ids, edges.prerequisites().of(number(feature))));
    }

    /**
     * The features that directly wait for one.
     *
     * @param feature which feature
     * @return sorted by id
     * @throws BadInput if there is no such feature
     */
    public SortedSet<FeatureId> dependents(FeatureId feature) {
        return new TreeSet<>(named(ids, edges.dependents().of(number(feature))));
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
     * The features in an order in which each comes after all it waits for; the same for equal input.
     *
     * @return every feature once
     */
    public List<FeatureId> topologicalOrder() {
        return named(ids, order);
    }

    public int size() {
        return ids.size();
    }

    public List<FeatureId> ids() {
        return ids;
    }

    public FeatureId id(int number) {
        return ids.get(number);
    }

    public int number(FeatureId feature) {
        int number = numbers.find(feature.value());
        if (number == Names.NONE) {
            throw new BadInput(Nearest.unknown(feature, ids));
        }
        return number;
    }

    public DependencyEdges edges() {
        return edges;
    }

    /** Every number once, each after all it waits for. */
    public int[] order() {
        return order;
    }

    private static Names numbered(List<FeatureId> ids) {
        Names numbers = new Names(ids.size());
        ids.forEach(id -> numbers.number(id.value()));
        return numbers;
    }

    private static List<FeatureId> named(List<FeatureId> ids, int[] numbers) {
        return Arrays.stream(numbers).mapToObj(ids::get).toList();
    }
}
