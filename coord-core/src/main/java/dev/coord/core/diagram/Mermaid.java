package dev.coord.core.diagram;

import dev.coord.plan.FeatureId;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import dev.coord.plan.Wave;
import java.util.HashMap;
import java.util.Map;

/** A plan as a flowchart of Mermaid, which many readers of Markdown draw. */
public final class Mermaid {

    private Mermaid() {}

    /**
     * Draws a plan: one subgraph a wave, dependencies as lines, serializations dotted with what is contended, each only
     * from one feature to the next. Equal plans give equal texts.
     *
     * @param features what is planned
     * @param plan their plan
     * @return a flowchart, on lines that line feeds end
     */
    public static String of(FeatureSet features, Plan plan) {
        StringBuilder text = new StringBuilder("flowchart LR\n");
        Map<FeatureId, String> nodes = new HashMap<>();
        for (Wave wave : plan.waves()) {
            text.append("  subgraph wave").append(wave.number()).append("[\"wave ");
            text.append(wave.number()).append("\"]\n");
            for (FeatureId id : wave.features()) {
                // an id such as 'end' or 'a-b' means something else to Mermaid
                String node = "f" + nodes.size();
                nodes.put(id, node);
                text.append("    ")
                        .append(node)
                        .append('[')
                        .append(quoted(id.value()))
                        .append("]\n");
            }
            text.append("  end\n");
        }
        Edge.of(features, plan).forEach(edge -> {
            text.append("  ").append(nodes.get(edge.from()));
            text.append(edge.isDependency() ? " --> " : " -. " + quoted(edge.label()) + " .-> ");
            text.append(nodes.get(edge.to())).append('\n');
        });
        return text.toString();
    }

    /** Mermaid knows no escape but its entities, by number. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            boolean plain = Character.isLetterOrDigit(c) || " ./_-,".indexOf(c) >= 0;
            quoted.append(plain ? Character.toString(c) : "#" + c + ";");
        });
        return quoted.append('"').toString();
    }
}
