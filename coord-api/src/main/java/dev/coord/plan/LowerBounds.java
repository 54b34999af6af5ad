package dev.coord.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

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
