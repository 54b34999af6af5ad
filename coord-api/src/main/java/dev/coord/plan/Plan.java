package dev.coord.plan;

import java.util.List;

/**
 * How a feature set is worked off. Equal input gives an equal plan. Specification 2 and 5.1.
 *
 * @param waves the waves in order
 * @param assignments who does what, wave by wave
 * @param conflicts every pair of features that contends for something, sorted by ids and type
 */
public record Plan(List<Wave> waves, List<WaveAssignment> assignments, List<Conflict> conflicts) {

    /** Copies the lists. */
    public Plan {
        waves = List.copyOf(waves);
        assignments = List.copyOf(assignments);
        conflicts = List.copyOf(conflicts);
    }
}
