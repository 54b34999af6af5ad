package dev.coord.core.rollback;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import java.util.Optional;

/**
 * One landing of a feature on the target.
 *
 * @param feature which feature
 * @param commit the commit that merged it
 * @param place which landing of which run; none where the commit does not say
 */
public record LandedWork(FeatureId feature, CommitId commit, Optional<Place> place) {

    /**
     * A landing of a run.
     *
     * @param run which run
     * @param wave the number of the landing, from 0
     */
    public record Place(RunId run, int wave) {}
}
