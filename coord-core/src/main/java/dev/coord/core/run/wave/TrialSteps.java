package dev.coord.core.run.wave;

import dev.coord.FeatureId;
import dev.coord.core.check.TouchedChecks;
import dev.coord.core.check.TouchedChecks.Checked;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.core.run.scheduling.LeftOut;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.step.Accounts;
import dev.coord.core.run.step.BaselineSteps;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.step.Trials;
import dev.coord.merge.Candidate;
import dev.coord.merge.TestResult;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import dev.coord.plan.Feature;
import dev.coord.proof.Proof;
import dev.coord.run.RunAccount.Baseline;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings.ChecksPolicy;
import dev.coord.state.FeatureStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is tested, and what follows from how that ended. Specification 6.1. */
public final class TrialSteps {

    private TrialSteps() {}

    /** The checks that run on a merged wave: those that it touches; before the last landing of a start all. */
    static List<FeatureId> checks(RunDraft draft, Candidate candidate, Proof proof) {
        List<FeatureId> wave = candidate.features();
        List<FeatureId> ahead = Progress.ahead(draft.run());
        List<Feature> checked = Stream.concat(
                        draft.context().features().features().values().stream()
                                .filter(feature -> !ahead.contains(feature.id())
                                        && draft.snapshot().state().statusOf(feature.id()) == FeatureStatus.COMPLETED),
                        wave.stream().map(draft::declared))
                .filter(feature -> feature.check().isPresent())
                .toList();
        boolean isUnknown = !proof.changed().keySet().containsAll(wave);
        if (draft.run().settings().checks() == ChecksPolicy.ALL || isUnknown || isLast(draft, wave)) {
            return checked.stream().map(Feature::id).toList();
        }
        Set<String> changed = new HashSet<>();
        proof.changed().values().forEach(changed::addAll);
        return TouchedChecks.of(
                checked.stream()
                        .map(feature -> new Checked(
                                feature.id(),
                                Stream.concat(feature.fileWrites().stream(), feature.fileReads().stream())
                                        .toList(),
                                proof.reaches().getOrDefault(feature.id(), List.of())))
                        .toList(),
                wave,
                changed);
    }

    /** Whether nothing else can land in this start. */
    private static boolean isLast(RunDraft draft, List<FeatureId> wave) {
        List<FeatureId> rest = new ArrayList<>(Progress.ahead(draft.run()));
        rest.removeAll(wave);
        return LeftOut.of(draft.run(), draft.context().prerequisites()).containsAll(rest);
    }

    public static void ended(RunDraft draft, RunEvent.TrialEnded event) {
        RunRecord run = draft.run();
        if (run.account().baseline() instanceof Baseline.Testing testing) {
            if (isAsked(event.trial(), Trials.ofBaseline(run).stream())) {
                BaselineSteps.tested(draft, testing.base(), event.outcome());
            }
        } else if (run.phase() instanceof RunPhase.Testing testing) {
            if (isAsked(event.trial(), Stream.of(Trials.of(draft.context(), testing)))) {
                tested(draft, testing, event.outcome());
            }
        } else if (run.phase() instanceof RunPhase.Searching searching
                && isAsked(event.trial(), Trials.of(draft.context(), run, searching).stream())) {
            SearchSteps.probed(draft, searching, event);
        }
    }

    private static boolean isAsked(Trial trial, Stream<Trial> asked) {
        return asked.anyMatch(trial::equals);
    }

    public static void failed(RunDraft draft, RunAction action, String message, String output) {
        boolean isBaseline = action instanceof RunAction.RunTrial run
                && isAsked(run.trial(), Trials.ofBaseline(draft.run()).stream());
        if (isBaseline && draft.run().account().baseline() instanceof Baseline.Testing testing) {
            BaselineSteps.failed(draft, testing.base(), message, output);
        } else {
            WaveRejections.notIntegrated(draft, action, message, output);
        }
    }

    private static List<String> failingBefore(TestResult result) {
        return result.isGreen() ? List.of() : List.copyOf(result.failing());
    }

    private static void tested(RunDraft draft, RunPhase.Testing testing, TrialOutcome outcome) {
        int wave = Progress.waveNumber(draft.run());
        outcome.setUp().ifPresent(took -> draft.tell(new WaveNotice.SetUp(wave, took)));
        TrialVerdict verdict = TrialVerdict.of(draft.run(), testing.candidate(), outcome);
        Accounts.note(draft, Purpose.WAVE, testing.candidate().features(), outcome, verdict.known());
        if (verdict.isGreen()) {
            outcome.combined()
                    .filter(result -> !result.isGreen() || !result.output().isBlank())
                    .ifPresent(result ->
                            draft.tell(new WaveNotice.TestsPassed(wave, failingBefore(result), result.output())));
            LandingSteps.begin(draft, testing.candidate(), testing.tries());
        } else {
            SearchSteps.begin(draft, testing, verdict);
        }
    }
}
