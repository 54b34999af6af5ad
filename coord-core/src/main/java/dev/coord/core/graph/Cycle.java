package dev.coord.core.graph;

import dev.coord.FeatureId;
import java.util.List;

/**
 * A circle of features that wait for each other: of a knot, which is a largest set of features each of which waits in the
 * end for every other, a shortest one. Immutable. Reading 3.
 *
 * @param features each blocks the next, and the last one the first; begins with the smallest id
 * @param knot how many features the knot holds
 * @param more whether the knot holds other circles, too
 */
public record Cycle(List<FeatureId> features, int knot, boolean more) {

    /** Copies the list. */
    public Cycle {
        features = List.copyOf(features);
    }

    /**
     * What is wrong and how to mend it.
     *
     * @return one sentence; of a long circle the first ten and last two ids, and its length
     */
    public String problem() {
        return "features wait for each other in a circle: " + DependencyGraph.describe(features)
                + "; remove one of these dependencies"
                + (more
                        ? ", and check again: the " + knot + " features that are tied together here form more circles"
                        : "");
    }
}
