package dev.coord.core.run.scheduling;

import dev.coord.FeatureId;
import dev.coord.core.conflict.Rivals;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * As soon as possible. A feature begins when all its prerequisites have landed and nothing that it contends with is under
 * way, so that it is built on what those made. Whatever has finished is integrated as one wave, in the order of the plan.
 */
public final class ContinuousScheduling implements Scheduling {

    private final FeatureSet features;
    private final OverlapPolicy overlap;
    private final DependencyGraph graph;

    public ContinuousScheduling(FeatureSet features, OverlapPolicy overlap) {
        this.features = features;
        this.overlap = overlap;
        this.graph = DependencyGraph.of(features);
    }

    @Override
    public Optional<FeatureId> next(RunRecord run) {
        Set<FeatureId> ahead = ahead(run);
        return ahead.stream()
                .filter(id -> Progress.isPending(run, id))
                .sorted(Scheduling.byPriority(features))
                .filter(id -> waitsForNothing(ahead, id))
                .filter(id -> hasNoRivalUnderWay(run, ahead, id))
                .filter(id -> RightOfWay.mayBegin(run, id))
                .findFirst();
    }

    @Override
    public Optional<RunRecord> integrable(RunRecord run) {
        Set<FeatureId> ahead = ahead(run);
        List<FeatureId> finished = ahead.stream()
                .filter(id -> Progress.isFinished(run, id))
                .filter(id -> waitsForNothing(ahead, id))
                .filter(id -> RightOfWay.mayLand(run, id))
                .toList();
        List<FeatureId> together = Awaited.together(run, finished);
        return together.isEmpty() ? Optional.empty() : Optional.of(WaveOrder.first(run, together));
    }

    @Override
    public Optional<RunRecord> withWave(RunRecord run, List<FeatureId> wave) {
        Set<FeatureId> ahead = ahead(run);
        return ahead.containsAll(wave)
                        && wave.stream().allMatch(id -> Progress.isFinished(run, id) && waitsForNothing(ahead, id))
                ? Optional.of(WaveOrder.first(run, wave))
                : Optional.empty();
    }

    @Override
    public RunRecord withSentBack(RunRecord run, List<FeatureId> features) {
        List<FeatureId> merged =
                Progress.wave(run).stream().filter(id -> !features.contains(id)).toList();
        return merged.isEmpty() ? run : WaveOrder.first(run, merged);
    }

    /** Whatever has finished is merged next. */
    @Override
    public RunRecord withPutOff(RunRecord run, List<FeatureId> features) {
        return withSentBack(run, features);
    }

    /** They are finished, and are merged once what they wait for has finished, too. */
    @Override
    public RunRecord withAwaiting(RunRecord run, List<FeatureId> features) {
        return withSentBack(run, features);
    }

    @Override
    public List<FeatureId> together(RunRecord run) {
        return Progress.ahead(run).stream()
                .filter(id -> Progress.phaseOf(run, id) instanceof FeaturePhase.Placed)
                .toList();
    }

    @Override
    public boolean keepsPlannedWaves() {
        return false;
    }

    /** In the order of the plan. */
    private static Set<FeatureId> ahead(RunRecord run) {
        return new LinkedHashSet<>(Progress.ahead(run));
    }

    private boolean waitsForNothing(Set<FeatureId> ahead, FeatureId id) {
        return Collections.disjoint(ahead, graph.prerequisites(id));
    }

    private boolean hasNoRivalUnderWay(RunRecord run, Set<FeatureId> ahead, FeatureId id) {
        return ahead.stream()
                .filter(other -> isInTheWay(run, ahead, other))
                .noneMatch(other -> Rivals.contend(features.get(id), features.get(other), overlap));
    }

    /** What an earlier try has finished out of turn, and what waits now for others, is in nobody's way. */
    private boolean isInTheWay(RunRecord run, Set<FeatureId> ahead, FeatureId other) {
        FeaturePhase phase = Progress.phaseOf(run, other);
        return phase instanceof FeaturePhase.Placed
                && (!(phase instanceof FeaturePhase.Finished)
                        || (waitsForNothing(ahead, other) && !Awaited.waits(run, other)));
    }
}
