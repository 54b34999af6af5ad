package dev.coord.core.diagram;

import dev.coord.core.plan.DependencyGraph;
import dev.coord.plan.Explanation.Contention;
import dev.coord.plan.FeatureId;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import java.util.stream.Stream;

/**
 * One arrow of a picture: a dependency, or a serialization with what is contended.
 *
 * @param from the feature that goes first
 * @param to the feature that goes after it
 * @param label what is contended, empty for a dependency
 */
record Edge(FeatureId from, FeatureId to, String label) {

    /** The dependencies, then who the plan lets go next after whom. */
    static Stream<Edge> of(FeatureSet features, Plan plan) {
        DependencyGraph graph = DependencyGraph.of(features);
        Stream<Edge> dependencies = features.features().keySet().stream()
                .flatMap(from -> graph.dependents(from).stream().map(to -> new Edge(from, to, "")));
        return Stream.concat(dependencies, plan.serializations().stream().map(Edge::serialized));
    }

    boolean isDependency() {
        return label.isEmpty();
    }

    private static Edge serialized(Contention turn) {
        return new Edge(turn.earlier(), turn.later(), String.join(", ", turn.subjects()));
    }
}
