package dev.coord.core.run.scheduling;

import dev.coord.FeatureId;
import dev.coord.plan.FeatureSet;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Wave by wave, as planned. A wave lands without what failed in it. */
public final class WaveScheduling implements Scheduling {

    private final FeatureSet features;
    private final Map<FeatureId, List<FeatureId>> prerequisites;

    /**
     * Of a set.
     *
     * @param prerequisites which features each one directly waits for, where there are any
     */
    public WaveScheduling(FeatureSet features, Map<FeatureId, List<FeatureId>> prerequisites) {
        this.features = features;
        this.prerequisites = prerequisites;
    }

    @Override
    public Optional<FeatureId> next(RunRecord run) {
        return Progress.wave(run).stream()
                .filter(id -> Progress.isPending(run, id))
                .min(Scheduling.byPriority(features));
    }

    @Override
    public Optional<RunRecord> integrable(RunRecord run) {
        List<FeatureId> wave = Progress.wave(run);
        return !wave.isEmpty() && wave.stream().allMatch(id -> Progress.isFinished(run, id))
                ? Optional.of(run)
                : Optional.empty();
    }

    @Override
    public Optional<RunRecord> withWave(RunRecord run, List<FeatureId> features) {
        return Progress.ahead(run).containsAll(features)
                        && features.stream().allMatch(id -> Progress.isFinished(run, id))
                ? Optional.of(WaveOrder.first(run, features))
                : Optional.empty();
    }

    /** Directly after it, in waves of their own: nothing else lands before on what they have met. */
    @Override
    public RunRecord withSentBack(RunRecord run, List<FeatureId> features) {
        return WaveOrder.afterCurrent(run, RightOfWay.groups(run.features(), features));
    }

    @Override
    public RunRecord withPutOff(RunRecord run, List<FeatureId> features) {
        return features.isEmpty() ? run : WaveOrder.afterCurrent(run, List.of(features));
    }

    /** With the waves of those. What needs one of them comes after it, as before. */
    @Override
    public RunRecord withAwaiting(RunRecord run, List<FeatureId> features) {
        RunRecord moved = run;
        for (FeatureId id : Awaited.inOrder(run, features)) {
            moved = WaveOrder.joined(moved, id, Awaited.of(moved, id), dependents(moved, id));
        }
        return moved;
    }

    private Set<FeatureId> dependents(RunRecord run, FeatureId id) {
        List<FeatureId> ahead = Progress.ahead(run);
        Set<FeatureId> dependents = new HashSet<>(Set.of(id));
        while (ahead.stream()
                .anyMatch(other -> !Collections.disjoint(prerequisites.getOrDefault(other, List.of()), dependents)
                        && dependents.add(other))) {
            // until there are no more
        }
        dependents.remove(id);
        return dependents;
    }

    /** The wave, and what an earlier try began of a later one: that is made already, and lands after this. */
    @Override
    public List<FeatureId> together(RunRecord run) {
        List<FeatureId> wave = Progress.wave(run);
        return Progress.ahead(run).stream()
                .filter(id -> wave.contains(id) || Progress.phaseOf(run, id) instanceof FeaturePhase.Placed)
                .toList();
    }

    @Override
    public boolean keepsPlannedWaves() {
        return true;
    }
}
