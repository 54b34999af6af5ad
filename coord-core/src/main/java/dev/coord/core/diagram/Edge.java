package dev.coord.core.diagram;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.plan.Explanation.Contention;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import java.util.List;
import java.util.stream.Stream;

/**
 * One arrow of a picture: a dependency, or a serialization with what is contended.
 *
 * @param from the feature that goes first
 * @param to the feature that goes after it
 * @param label what is contended, a long list cut with a count; empty for a dependency
 */
record Edge(FeatureId from, FeatureId to, String label) {

    /** A reader takes in no more; and Graphviz reads no text of 16,384 characters, escapes included. */
    private static final int LONGEST_LABEL = 1000;

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
        return new Edge(
                turn.earlier(),
                turn.later(),
                listed(turn.subjects().stream().map(SafeText::line).toList()));
    }

    private static String listed(List<String> subjects) {
        StringBuilder label = new StringBuilder(beginning(subjects.get(0)));
        for (int i = 1; i < subjects.size(); i++) {
            if (label.length() + subjects.get(i).length() > LONGEST_LABEL) {
                return label.append(", and ")
                        .append(subjects.size() - i)
                        .append(" more")
                        .toString();
            }
            label.append(", ").append(subjects.get(i));
        }
        return label.toString();
    }

    private static String beginning(String subject) {
        return subject.codePointCount(0, subject.length()) <= LONGEST_LABEL
                ? subject
                : subject.substring(0, subject.offsetByCodePoints(0, LONGEST_LABEL)) + "...";
    }
}
