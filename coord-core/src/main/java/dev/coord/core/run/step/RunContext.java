package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.core.run.event.WorkspaceLocator;
import dev.coord.core.run.scheduling.ContinuousScheduling;
import dev.coord.core.run.scheduling.Scheduling;
import dev.coord.core.run.scheduling.WaveScheduling;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Schedule;

/**
 * What stays the same while one process drives a run.
 *
 * @param features what is made
 * @param owner the process that drives the run
 * @param driver its name among those that this process drives
 * @param locator where attempts are made
 */
public record RunContext(FeatureSet features, ProcessId owner, String driver, WorkspaceLocator locator) {

    /** What the feature declares; one that the feature file names no more declares nothing. */
    public Feature declared(FeatureId id) {
        Feature feature = features.features().get(id);
        return feature == null ? Feature.builder(id.value()).build() : feature;
    }

    /** The strategy that a schedule means. */
    public Scheduling scheduling(Schedule schedule) {
        return switch (schedule) {
            case WAVES -> new WaveScheduling();
            case CONTINUOUS -> new ContinuousScheduling(features);
        };
    }
}
