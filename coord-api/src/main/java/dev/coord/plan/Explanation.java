package dev.coord.plan;

import dev.coord.FeatureId;
import java.util.List;

/**
 * Why a feature stands in its wave. Specification 2.1, reading 4.
 *
 * @param feature which feature
 * @param wave its wave
 * @param causes what keeps it out of the wave before, the binding one first; all of them have to go for it to stand
 *     there; none in wave 0
 * @param chain how it comes to that wave: from a feature of wave 0 to this one, each link to the next wave; none in wave 0
 * @param dependenciesAlone the earliest wave it could stand in if it contended for nothing, in the plan as it is
 */
public record Explanation(FeatureId feature, int wave, List<Cause> causes, List<Cause> chain, int dependenciesAlone) {

    /** Copies the lists. */
    public Explanation {
        causes = List.copyOf(causes);
        chain = List.copyOf(chain);
    }

    /** One feature keeps another out of its wave. */
    public sealed interface Cause {

        /**
         * The feature that goes first.
         *
         * @return its id
         */
        FeatureId earlier();

        /**
         * The feature that is kept out.
         *
         * @return its id
         */
        FeatureId later();
    }

    /**
     * The later feature waits for the earlier by declaration.
     *
     * @param earlier the prerequisite
     * @param later the feature that waits
     */
    public record Prerequisite(FeatureId earlier, FeatureId later) implements Cause {}

    /**
     * Both contend for something and the plan lets the earlier go first.
     *
     * @param earlier the feature that goes first
     * @param later the feature that comes after
     * @param type what kind of conflict it is
     * @param subjects what they contend for, sorted
     */
    public record Contention(FeatureId earlier, FeatureId later, ConflictType type, List<String> subjects)
            implements Cause {

        /** Copies the list. */
        public Contention {
            subjects = List.copyOf(subjects);
        }
    }
}
