package dev.coord.plan;

import dev.coord.FeatureId;
import java.util.List;

/**
 * Features that may run together once the prerequisite waves are integrated. Specification 2.1, reading 4.
 *
 * @param number place in the plan, from 0
 * @param features the features, sorted by id
 * @param prerequisites numbers of the waves that must be integrated before, without those another of them implies
 */
public record Wave(int number, List<FeatureId> features, List<Integer> prerequisites) {

    /** Copies the lists. */
    public Wave {
        features = List.copyOf(features);
        prerequisites = List.copyOf(prerequisites);
    }

    /**
     * Whether the wave has work for more than one agent.
     *
     * @return true exactly when it holds two or more features
     */
    public boolean canParallelize() {
        return features.size() > 1;
    }
}
