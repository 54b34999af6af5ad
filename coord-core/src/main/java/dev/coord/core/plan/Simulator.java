package dev.coord.core.plan;

import dev.coord.plan.FeatureSet;
import dev.coord.plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import dev.coord.plan.Simulation;

/** Stands in until simulation is there. */
public final class Simulator {

    private Simulator() {}

    /** Simulates a run. */
    public static Simulation simulate(FeatureSet features, int agents, OverlapPolicy overlap, Schedule schedule) {
        throw new UnsupportedOperationException();
    }
}
