package dev.coord.plan;

import dev.coord.plan.Plan.OverlapPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

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

    /**
     * The least that any valid plan of the same features costs, and what sets that. The best possible plan may cost more.
     * Specification 2.1.
     *
     * @param chainWaves features on the longest dependency chain: no plan has fewer waves
     * @param contendedWaves waves that the most contended resource forces, with what must come before and after it
     * @param contended that resource, a path or table, if any two features are serialized for one
     * @param chainTime estimates along the slowest dependency chain
     * @param contendedTime time that the resource which forces most time needs, with what must come before and after it
     * @param contendedInTime that resource
     * @param sharedWork all estimates together, divided by the number of agents
     */
    public record LowerBounds(
            int chainWaves,
            int contendedWaves,
            Optional<String> contended,
            Duration chainTime,
            Duration contendedTime,
            Optional<String> contendedInTime,
            Duration sharedWork) {

        /**
         * The bound on the number of waves.
         *
         * @return the larger of the two
         */
        public int waves() {
            return Math.max(chainWaves, contendedWaves);
        }

        /**
         * The bound on the makespan, for either schedule.
         *
         * @return the longest of the three
         */
        public Duration makespan() {
            return Collections.max(List.of(chainTime, contendedTime, sharedWork));
        }
    }
}
