package dev.coord.core.conflict;

import dev.coord.FeatureId;
import dev.coord.core.graph.Components;
import dev.coord.core.graph.DependencyEdges;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.ints.IntList;
import dev.coord.plan.Conflict;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Plan.HiddenDependency;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads of what unordered features write, and which of them can be declared as dependencies: all those together that lie on
 * no circle of declared and hidden dependencies. Reading 7.
 */
public final class HiddenDependencies {

    private final DependencyGraph graph;
    private final DependencyEdges together;
    private final int[] component;

    private HiddenDependencies(List<Conflict> hidden, DependencyGraph graph) {
        this.graph = graph;
        IntList from = new IntList();
        IntList to = new IntList();
        IntAdjacency dependents = graph.edges().dependents();
        for (int feature = 0; feature < graph.size(); feature++) {
            for (int at = dependents.begin(feature); at < dependents.end(feature); at++) {
                from.add(feature);
                to.add(dependents.item(at));
            }
        }
        for (Conflict conflict : hidden) {
            from.add(graph.number(conflict.second()));
            to.add(graph.number(conflict.first()));
        }
        together = DependencyEdges.of(graph.size(), from.toArray(), to.toArray());
        component = Components.of(together);
    }

    public static Stream<HiddenDependency> of(ConflictIndex index, DependencyGraph graph) {
        List<Conflict> hidden =
                index.pairs(Set.of(ConflictType.READ_AFTER_WRITE)).toList();
        HiddenDependencies dependencies = new HiddenDependencies(hidden, graph);
        return hidden.stream().map(dependencies::judged);
    }

    private HiddenDependency judged(Conflict conflict) {
        int reader = graph.number(conflict.first());
        int writer = graph.number(conflict.second());
        boolean onCircle = component[reader] != Components.ALONE && component[reader] == component[writer];
        List<FeatureId> circle = onCircle ? circle(reader, writer) : List.of();
        return new HiddenDependency(conflict.first(), conflict.second(), conflict.subjects(), circle);
    }

    private List<FeatureId> circle(int reader, int writer) {
        if (together.dependents().has(reader, writer)) {
            return List.of(graph.id(reader), graph.id(writer));
        }
        return Arrays.stream(together.path(reader, writer)).mapToObj(graph::id).toList();
    }
}
