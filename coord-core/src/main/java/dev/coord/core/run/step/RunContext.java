package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.core.conflict.SharedPaths;
import dev.coord.core.graph.DependencyEdges;
import dev.coord.core.run.event.WorkspaceLocator;
import dev.coord.core.run.scheduling.ContinuousScheduling;
import dev.coord.core.run.scheduling.Scheduling;
import dev.coord.core.run.scheduling.WaveScheduling;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.run.RunSettings;
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
 * @param shared which paths several features may write
 * @param declared what they declare to write, also where that orders nothing
 */
public record RunContext(
        FeatureSet features,
        ProcessId owner,
        String driver,
        WorkspaceLocator locator,
        SortedMap<FeatureId, List<FeatureId>> prerequisites,
        SharedPaths shared,
        FeatureSet declared) {

    /**
     * Derives who waits for whom.
     *
     * @param features what is made
     * @param declared what they declare to write, also where that orders nothing
     * @param owner the process that drives the run
     * @param driver its name among those that this process drives
     * @param locator where attempts are made
     */
    public RunContext(
            FeatureSet features, FeatureSet declared, ProcessId owner, String driver, WorkspaceLocator locator) {
        this(features, owner, driver, locator, prerequisites(features), SharedPaths.of(features), declared);
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

    /** What the feature declares to write; nothing of one that the feature file names no more. */
    public List<RepoPath> writes(FeatureId id) {
        Feature feature = declared.features().get(id);
        return feature == null ? List.of() : feature.fileWrites();
    }

    /** What a feature has to hold while it is made. Specification 3.1, reading 4. */
    public List<PathLock> locks(Feature feature, OverlapPolicy overlap) {
        return feature.fileWrites().stream()
                .map(path -> new PathLock(
                        path,
                        overlap == OverlapPolicy.OPTIMISTIC && shared.isShared(feature, path)
                                ? Operation.READ
                                : Operation.WRITE))
                .toList();
    }

    /** The strategy that the settings mean. */
    public Scheduling scheduling(RunSettings settings) {
        return switch (settings.schedule()) {
            case WAVES -> new WaveScheduling(features, prerequisites);
            case CONTINUOUS -> new ContinuousScheduling(features, settings.overlap());
        };
    }
}
