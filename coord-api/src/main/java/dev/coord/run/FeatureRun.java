package dev.coord.run;

import java.time.Duration;

/**
 * One feature within a run.
 *
 * @param digest digest of the declaration it is made from
 * @param attempts how many attempts were begun, over all tries of the run
 * @param phase how far it is
 * @param agentTime how long agents worked on it in all
 */
public record FeatureRun(String digest, int attempts, FeaturePhase phase, Duration agentTime) {

    /**
     * The same in another phase.
     *
     * @param next the phase
     * @return the feature
     */
    public FeatureRun in(FeaturePhase next) {
        return new FeatureRun(digest, attempts, next, agentTime);
    }
}
