package dev.coord.core.diagram;

import dev.coord.FeatureId;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import dev.coord.plan.Wave;
import java.util.HashMap;
import java.util.Map;

/** A plan as a flowchart of Mermaid, which many readers of Markdown draw. */
public final class Mermaid {

    /** Mermaid draws nothing of a text of more than 50,000 characters ({@code maxTextSize}). */
    private static final int LONGEST = 50_000;

    /** Nor of one with more arrows ({@code maxEdges}). */
    private static final int MOST_ARROWS = 500;

    /** Room for what is said at the end. */
    private static final int RESERVED = 500;

    /** What features may take, so that there is room for arrows. */
    private static final int LONGEST_FEATURES = 30_000;

    private final StringBuilder text = new StringBuilder("flowchart LR\n");
    private final Map<FeatureId, String> nodes = new HashMap<>();
    private int arrows;
    private int featuresLeftOut;
    private int dependenciesLeftOut;
    private int serializationsLeftOut;

    private Mermaid() {}

    /**
     * Draws a plan: one subgraph a wave, dependencies as lines, serializations dotted with what is contended, each only
     * from one feature to the next. Of a plan that is larger than what Mermaid draws unless it is configured otherwise (50,000
     * characters, 500 arrows) the first waves are drawn, and a node says how much was left out. Equal plans give equal texts.
     *
     * @param features what is planned
     * @param plan their plan
     * @return a flowchart, on lines that line feeds end
     */
    public static String of(FeatureSet features, Plan plan) {
        Mermaid picture = new Mermaid();
        plan.waves().forEach(picture::draw);
        Edge.of(features, plan).forEach(picture::draw);
        picture.sayWhatIsMissing();
        return picture.text.toString();
    }

    private void draw(Wave wave) {
        if (featuresLeftOut > 0) {
            featuresLeftOut += wave.features().size();
            return;
        }
        text.append("  subgraph wave").append(wave.number()).append("[\"wave ");
        text.append(wave.number()).append("\"]\n");
        for (FeatureId id : wave.features()) {
            // an id such as 'end' or 'a-b' means something else to Mermaid
            String node = "f" + nodes.size();
            String line = "    " + node + "[" + quoted(id.value()) + "]\n";
            if (featuresLeftOut == 0 && text.length() + line.length() <= LONGEST_FEATURES) {
                text.append(line);
                nodes.put(id, node);
            } else {
                featuresLeftOut++;
            }
        }
        text.append("  end\n");
    }

    private void draw(Edge edge) {
        String from = nodes.get(edge.from());
        String to = nodes.get(edge.to());
        if (from != null && to != null && arrows < MOST_ARROWS) {
            String arrow = edge.isDependency() ? " --> " : " -. " + quoted(edge.label()) + " .-> ";
            String line = "  " + from + arrow + to + "\n";
            if (text.length() + line.length() <= LONGEST - RESERVED) {
                text.append(line);
                arrows++;
                return;
            }
        }
        if (edge.isDependency()) {
            dependenciesLeftOut++;
        } else {
            serializationsLeftOut++;
        }
    }

    private void sayWhatIsMissing() {
        if (featuresLeftOut + dependenciesLeftOut + serializationsLeftOut > 0) {
            String missing = "left out, as Mermaid draws no more: " + featuresLeftOut + " features, "
                    + dependenciesLeftOut + " dependencies, " + serializationsLeftOut
                    + " serializations; coord plan --format dot has them all";
            text.append("  missing[").append(quoted(missing)).append("]\n");
        }
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
