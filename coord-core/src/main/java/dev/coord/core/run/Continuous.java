package dev.coord.core.run;

import dev.coord.FeatureId;
import dev.coord.core.conflict.Rivals;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.merge.CommitId;
import dev.coord.plan.Wave;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a continuous run does next. A feature begins when all its prerequisites have landed and nothing that it contends
 * with is under way, so that it is built on what those made. Whatever has finished is integrated as one wave, in the order
 * of the plan, whenever nothing else is being integrated. After a failure nothing begins; what finished well still lands,
 * unless it was the integration that failed.
 */
final class Continuous {

    private Continuous() {}

    static void advance(RunDraft draft) {
        NextSteps.runReady(draft, draft.ahead());
        if (draft.run().phase() instanceof RunPhase.Draining draining) {
            drain(draft, draining);
            return;
        }
        DependencyGraph graph = DependencyGraph.of(draft.machine().features());
        List<String> failures = WaveSteps.failures(draft, draft.ahead());
        Optional<CommitId> base = base(draft.run().phase());
        if (base.isPresent() && draft.ahead().stream().noneMatch(id -> Phases.isFailing(draft.phaseOf(id)))) {
            NextSteps.begin(draft, draft.ahead(), base.get(), id -> mayBegin(draft, graph, id));
        }
        if (draft.run().phase() instanceof RunPhase.Working) {
            integrateOrEnd(draft, graph, failures);
        }
    }

    static boolean isBusy(RunDraft draft) {
        return draft.ahead().stream().anyMatch(id -> Phases.isBusy(draft.phaseOf(id)));
    }

    private static void integrateOrEnd(RunDraft draft, DependencyGraph graph, List<String> failures) {
        List<FeatureId> finished = draft.ahead().stream()
                .filter(id -> draft.phaseOf(id) instanceof FeaturePhase.Finished)
                .filter(id -> waitsForNothing(draft, graph, id))
                .toList();
        if (!finished.isEmpty()) {
            draft.replace(withNextWave(draft.run(), finished));
            NextSteps.announce(draft);
            WaveSteps.integrate(draft);
        } else if (!failures.isEmpty() && !isBusy(draft)) {
            WaveSteps.stop(draft, failures);
        }
    }

    private static void drain(RunDraft draft, RunPhase.Draining draining) {
        if (!isBusy(draft)) {
            WaveSteps.undoFinished(draft);
            List<String> reasons = new ArrayList<>(draining.reasons());
            WaveSteps.failures(draft, draft.ahead()).stream()
                    .filter(reason -> !reasons.contains(reason))
                    .forEach(reasons::add);
            draft.enter(new RunPhase.Stopped(reasons, draining.landing()));
        }
    }

    private static boolean mayBegin(RunDraft draft, DependencyGraph graph, FeatureId id) {
        return waitsForNothing(draft, graph, id)
                && draft.ahead().stream()
                        .filter(other -> isInTheWay(draft, graph, other))
                        .noneMatch(other -> Rivals.contend(draft.declared(id), draft.declared(other)));
    }

    /** What an earlier try has finished out of turn, and what waits now for others, is in nobody's way. */
    private static boolean isInTheWay(RunDraft draft, DependencyGraph graph, FeatureId other) {
        FeaturePhase phase = draft.phaseOf(other);
        return Phases.isBusy(phase) || (phase instanceof FeaturePhase.Finished && waitsForNothing(draft, graph, other));
    }

    private static boolean waitsForNothing(RunDraft draft, DependencyGraph graph, FeatureId id) {
        return Collections.disjoint(draft.ahead(), graph.prerequisites(id));
    }

    private static Optional<CommitId> base(RunPhase phase) {
        if (phase instanceof RunPhase.Working working) {
            return Optional.of(working.base());
        }
        if (phase instanceof RunPhase.Merging merging) {
            return Optional.of(merging.base());
        }
        if (phase instanceof RunPhase.Testing testing) {
            return Optional.of(testing.candidate().base());
        }
        return phase instanceof RunPhase.Landing landing
                ? Optional.of(landing.candidate().base())
                : Optional.empty();
    }

    /** With the features as the current wave, if they may be integrated before all others. */
    static Optional<RunRecord> withWave(RunDraft draft, int number, List<FeatureId> features) {
        DependencyGraph graph = DependencyGraph.of(draft.machine().features());
        List<FeatureId> ahead = draft.ahead();
        if (!ahead.containsAll(features) || !features.stream().allMatch(id -> waitsForNothing(draft, graph, id))) {
            return Optional.empty();
        }
        List<Wave> waves = new ArrayList<>(List.of(new Wave(number, features, List.of())));
        draft.run().waves().forEach(wave -> {
            List<FeatureId> left = wave.features().stream()
                    .filter(id -> !features.contains(id))
                    .toList();
            if (!left.isEmpty()) {
                waves.add(new Wave(wave.number(), left, List.of()));
            }
        });
        return Optional.of(draft.run().with(waves));
    }

    /** The features become the current wave; what is left comes after it. The numbers of waves go on. */
    private static RunRecord withNextWave(RunRecord run, List<FeatureId> features) {
        List<Wave> waves = new ArrayList<>(run.waves().subList(0, run.wave()));
        int number = run.waves().get(run.wave()).number();
        waves.add(new Wave(number, features, List.of()));
        for (Wave wave : run.waves().subList(run.wave(), run.waves().size())) {
            List<FeatureId> left = wave.features().stream()
                    .filter(id -> !features.contains(id))
                    .toList();
            if (!left.isEmpty()) {
                number++;
                waves.add(new Wave(number, left, List.of()));
            }
        }
        return run.with(waves);
    }
}
