package dev.coord.plan;

import java.time.Duration;

/**
 * What a plan costs beside the least that any plan could. Merging and testing are not counted. Specification 2.
 *
 * @param overlap the policy it is planned under
 * @param agents for how many agents
 * @param assumed how long a feature without an estimate is taken to need: the median of the estimates, ten minutes where
 *     there is none
 * @param waves number of waves
 * @param makespan from the first start to the last end, wave by wave
 * @param continuousMakespan the same where each feature begins as soon as it can
 * @param pathsToMerge declared paths that several features of one wave write, which only the merge decides; 0 unless the
 *     policy is optimistic
 * @param bounds what no plan under the same policy can go below
 */
public record PlanCost(
        OverlapPolicy overlap,
        int agents,
        Duration assumed,
        int waves,
        Duration makespan,
        Duration continuousMakespan,
        int pathsToMerge,
        LowerBounds bounds) {

    /**
     * Waves beyond the lower bound.
     *
     * @return 0 if the number of waves is certainly the least possible
     */
    public int extraWaves() {
        return waves - bounds.waves();
    }
}
