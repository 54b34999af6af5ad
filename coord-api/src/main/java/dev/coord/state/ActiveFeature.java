package dev.coord.state;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import java.util.Optional;

/**
 * A feature that is worked on.
 *
 * @param feature which feature
 * @param agent who works on it; unknown if the feature was written into the file by hand
 */
public record ActiveFeature(FeatureId feature, Optional<AgentId> agent) {}
