package dev.coord.core.plan;

import dev.coord.CoordinationException.BadInput;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import dev.coord.plan.Plan.OverlapPolicy;

/**
 * Works a feature set out into waves: no feature before what it waits for, no two unordered features with a critical
 * conflict in one wave, few waves, a short makespan. Equal input gives an equal plan, in whatever order it was written.
 * Specification 2 and 5.1, reading 4.
 */
public final class Planner {

    private Planner() {}

    /**
     * Plans a feature set by the specification's rule, that features which write the same file are serialized.
     *
     * @param features what is to be made
     * @param agents for how many agents, at least 1; bounds who does what, never the waves
     * @return the plan
     * @throws BadInput if there is no agent, or features wait for each other in a circle
     */
    public static Plan plan(FeatureSet features, int agents) {
        return plan(features, agents, OverlapPolicy.SERIALIZE);
    }

    /**
     * Plans a feature set under a policy.
     *
     * @param features what is to be made
     * @param agents for how many agents, at least 1; bounds who does what, never the waves
     * @param overlap what to do with unordered features that write the same file
     * @return the plan
     * @throws BadInput if there is no agent, or features wait for each other in a circle
     */
    public static Plan plan(FeatureSet features, int agents, OverlapPolicy overlap) {
        return waves(features, agents, overlap);
    }

    static WavePlan waves(FeatureSet features, int agents, OverlapPolicy overlap) {
        if (agents < 1) {
            throw new BadInput("a plan needs at least 1 agent, not " + agents);
        }
        return WavePlan.of(features, overlap, agents);
    }
}
