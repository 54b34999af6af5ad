package dev.coord.core.run.scheduling;

import dev.coord.FeatureId;
import dev.coord.core.conflict.Rivals;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Wave;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * As soon as possible. A feature begins when all its prerequisites have landed and nothing that it contends with is under
 * way, so that it is built on what those made. Whatever has finished is integrated as one wave, in the order of the plan.
 * After a failure nothing begins; what finished well still lands.
 */
public final class ContinuousScheduling implements Scheduling {

    private final FeatureSet features;
    private final DependencyGraph graph;

    public ContinuousScheduling(FeatureSet features) {
        this.features = features;
        this.graph = DependencyGraph.of(features);
    }

    @Override
    public Optional<FeatureId> next(RunRecord run) {
        Set<FeatureId> ahead = ahead(run);
        if (ahead.stream().anyMatch(id -> Phases.isFailing(Progress.phaseOf(run, id)))) {
            return Optional.empty();
        }
        return ahead.stream()
                .filter(id -> Progress.isPending(run, id))
                .sorted(Scheduling.byPriority(features))
                .filter(id -> waitsForNothing(ahead, id))
                .filter(id -> hasNoRivalUnderWay(run, ahead, id))
                .findFirst();
    }

    @Override
    public Optional<RunRecord> integrable(RunRecord run) {
        Set<FeatureId> ahead = ahead(run);
        List<FeatureId> finished = ahead.stream()
                .filter(id -> Progress.isFinished(run, id))
                .filter(id -> waitsForNothing(ahead, id))
                .toList();
        return finished.isEmpty() ? Optional.empty() : Optional.of(withNextWave(run, finished));
    }

    @Override
    public Optional<RunRecord> withWave(RunRecord run, int number, List<FeatureId> wave) {
        Set<FeatureId> ahead = ahead(run);
        if (!ahead.containsAll(wave)
                || !wave.stream().allMatch(id -> Progress.isFinished(run, id) && waitsForNothing(ahead, id))) {
            return Optional.empty();
        }
        List<Wave> waves = new ArrayList<>(run.waves().subList(0, run.wave()));
        waves.add(new Wave(number, wave, List.of()));
        waves.addAll(rest(run, wave));
        return Optional.of(run.with(waves));
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
                .noneMatch(other -> Rivals.contend(features.get(id), features.get(other)));
    }

    /** What an earlier try has finished out of turn, and what waits now for others, is in nobody's way. */
    private boolean isInTheWay(RunRecord run, Set<FeatureId> ahead, FeatureId other) {
        FeaturePhase phase = Progress.phaseOf(run, other);
        return phase instanceof FeaturePhase.Placed
                && (!(phase instanceof FeaturePhase.Finished) || waitsForNothing(ahead, other));
    }

    /** The features become the current wave; what is left comes after it. The numbers of waves go on. */
    private static RunRecord withNextWave(RunRecord run, List<FeatureId> features) {
        List<Wave> waves = new ArrayList<>(run.waves().subList(0, run.wave()));
        int number = run.waves().get(run.wave()).number();
        waves.add(new Wave(number, features, List.of()));
        for (Wave wave : rest(run, features)) {
            number++;
            waves.add(new Wave(number, wave.features(), List.of()));
        }
        return run.with(waves);
    }

    /** What is ahead without these features. */
    private static List<Wave> rest(RunRecord run, List<FeatureId> features) {
        List<Wave> rest = new ArrayList<>();
        for (Wave wave : run.waves().subList(run.wave(), run.waves().size())) {
            List<FeatureId> left = wave.features().stream()
                    .filter(id -> !features.contains(id))
                    .toList();
            if (!left.isEmpty()) {
                rest.add(new Wave(wave.number(), left, List.of()));
            }
        }
        return rest;
    }
}
