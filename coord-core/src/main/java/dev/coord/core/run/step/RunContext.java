package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.core.graph.DependencyEdges;
import dev.coord.core.run.event.WorkspaceLocator;
import dev.coord.core.run.scheduling.ContinuousScheduling;
import dev.coord.core.run.scheduling.Scheduling;
import dev.coord.core.run.scheduling.WaveScheduling;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What stays the same while one process drives a run.
 *
 * @param features what is made
 * @param owner the process that drives the run
 * @param driver its name among those that this process drives
 * @param locator where attempts are made
 * @param prerequisites which features each one directly waits for, where there are any
 */
public record RunContext(
        FeatureSet features,
        ProcessId owner,
        String driver,
        WorkspaceLocator locator,
        SortedMap<FeatureId, List<FeatureId>> prerequisites) {

    /**
     * Derives who waits for whom.
     *
     * @param features what is made
     * @param owner the process that drives the run
     * @param driver its name among those that this process drives
     * @param locator where attempts are made
     */
    public RunContext(FeatureSet features, ProcessId owner, String driver, WorkspaceLocator locator) {
        this(features, owner, driver, locator, prerequisites(features));
    }

    private static SortedMap<FeatureId, List<FeatureId>> prerequisites(FeatureSet features) {
        SortedMap<FeatureId, List<FeatureId>> prerequisites = new TreeMap<>();
        BiConsumer<FeatureId, FeatureId> add = (earlier, later) ->
                prerequisites.computeIfAbsent(later, id -> new ArrayList<>()).add(earlier);
        features.features().values().forEach(feature -> DependencyEdges.declaredBy(feature, add));
        return prerequisites;
    }

    /** What the feature declares; one that the feature file names no more declares nothing. */
    public Feature declared(FeatureId id) {
        Feature feature = features.features().get(id);
        return feature == null ? Feature.builder(id.value()).build() : feature;
    }

    /** The strategy that a schedule means. */
    public Scheduling scheduling(Schedule schedule) {
        return switch (schedule) {
            case WAVES -> new WaveScheduling(features);
            case CONTINUOUS -> new ContinuousScheduling(features);
        };
    }
}
