package dev.coord.core.diagram;

import dev.coord.FeatureId;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import dev.coord.plan.Wave;

/** A plan in the DOT language of Graphviz. */
public final class Dot {

    private Dot() {}

    /**
     * Draws a plan: one cluster a wave, dependencies as lines, serializations dashed with what is contended, each only from
     * one feature to the next. Equal plans give equal texts.
     *
     * @param features what is planned
     * @param plan their plan
     * @return a digraph, on lines that line feeds end
     */
    public static String of(FeatureSet features, Plan plan) {
        StringBuilder text = new StringBuilder("digraph plan {\n  rankdir=LR;\n  node [shape=box];\n");
        for (Wave wave : plan.waves()) {
            text.append("  subgraph cluster_").append(wave.number()).append(" {\n    label=\"wave ");
            text.append(wave.number()).append("\";\n");
            for (FeatureId id : wave.features()) {
                text.append("    ").append(quoted(id.value())).append(";\n");
            }
            text.append("  }\n");
        }
        Edge.of(features, plan).forEach(edge -> {
            text.append("  ").append(quoted(edge.from().value())).append(" -> ");
            text.append(quoted(edge.to().value()));
            text.append(edge.isDependency() ? "" : " [style=dashed, label=" + quoted(edge.label()) + "]");
            text.append(";\n");
        });
        return text.append("}\n").toString();
    }

    /** Graphviz reads the entities of HTML in labels. */
    private static String quoted(String text) {
        return '"' + text.replace("&", "&amp;").replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
