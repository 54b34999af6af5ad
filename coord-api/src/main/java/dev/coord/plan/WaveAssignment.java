package dev.coord.plan;

import java.util.List;

/**
 * Who does what in one wave. Specification 2.2.
 *
 * @param wave number of the wave
 * @param agents one assignment for each of its features
 */
public record WaveAssignment(int wave, List<Assignment> agents) {

    /** Copies the list. */
    public WaveAssignment {
        agents = List.copyOf(agents);
    }
}
