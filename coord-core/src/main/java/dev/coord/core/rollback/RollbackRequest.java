package dev.coord.core.rollback;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.RunId;
import java.util.Optional;

/** What somebody wants to have taken back. */
public sealed interface RollbackRequest {

    /**
     * The command that asks for it.
     *
     * @return with what it is about, and nothing that says how
     */
    default String command() {
        if (this instanceof OfFeature one) {
            return "coord rollback --feature " + one.feature();
        }
        OfWave wave = (OfWave) this;
        return "coord rollback --wave " + wave.wave()
                + wave.run().map(run -> " --run " + run).orElse("");
    }

    /**
     * All features of a landing of a run.
     *
     * @param wave the number of the landing, from 0
     * @param run which run; none for the latest one
     */
    record OfWave(int wave, Optional<RunId> run) implements RollbackRequest {

        /**
         * Checks the number.
         *
         * @throws BadInput if it is negative
         */
        public OfWave {
            if (wave < 0) {
                throw new BadInput("there is no wave " + wave + ": landings are numbered from 0");
            }
        }
    }

    /**
     * The latest landing of a feature.
     *
     * @param feature which feature
     */
    record OfFeature(FeatureId feature) implements RollbackRequest {}
}
