package dev.coord.state;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import java.util.Optional;

/**
 * A feature that was halted or failed.
 *
 * @param feature which feature
 * @param status {@link FeatureStatus#BLOCKED} or {@link FeatureStatus#FAILED}
 * @param agent who worked on it, where known
 * @param reason why, one line or more
 */
public record BlockedFeature(FeatureId feature, FeatureStatus status, Optional<AgentId> agent, String reason) {

    /** Checks the status. */
    public BlockedFeature {
        if (status != FeatureStatus.BLOCKED && status != FeatureStatus.FAILED) {
            throw new IllegalArgumentException("a feature that is " + status + " is not blocked");
        }
    }
}
