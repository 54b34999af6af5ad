package dev.coord.core.run.wave;

import dev.coord.FeatureId;
import dev.coord.core.run.step.BaselineSteps;
import dev.coord.core.run.text.Wording;
import dev.coord.core.verdict.KnownFailures;
import dev.coord.merge.Candidate;
import dev.coord.merge.TestResult;
import dev.coord.merge.TrialOutcome;
import dev.coord.plan.Feature;
import dev.coord.run.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What of a trial is red: a failed check, and combined tests that fail in more than what their base is known to fail in.
 *
 * @param outcome how the trial ended
 * @param known what the base of the tried candidate fails in
 */
record TrialVerdict(TrialOutcome outcome, KnownFailures known) {

    private static final int LONGEST_OUTPUT = 4_000;

    /** As of tests that passed: what goes back for tests is known by their output. */
    private static final String NOTHING = "they printed nothing\n";

    static TrialVerdict of(RunRecord run, Candidate candidate, TrialOutcome outcome) {
        return new TrialVerdict(outcome, BaselineSteps.known(run, candidate.base()));
    }

    boolean isGreen() {
        return !isCombinedRed() && failing().isEmpty();
    }

    boolean isCombinedRed() {
        return outcome.combined()
                .filter(result -> !result.isGreen())
                .filter(result -> !known.cover(result))
                .isPresent();
    }

    /** The features whose own checks failed. */
    List<FeatureId> failing() {
        return outcome.checks().entrySet().stream()
                .filter(check -> !check.getValue().isGreen())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What failed printed; of a check with its command, which may print nothing. */
    String output(Function<FeatureId, Feature> declared) {
        List<String> outputs = new ArrayList<>();
        if (isCombinedRed()) {
            outcome.combined().map(TestResult::output).ifPresent(outputs::add);
        }
        outcome.checks().forEach((id, result) -> {
            if (!result.isGreen()) {
                outputs.add("$ " + declared.apply(id).check().orElse("") + "\n" + result.output());
            }
        });
        String all = String.join("\n", outputs);
        return all.isBlank() ? NOTHING : all;
    }

    /** Such as "the combined tests fail (exit status 1)"; where their whole output is was told when they failed first. */
    String reason() {
        return reason((result, whose) -> result.result());
    }

    /** The same, with the words for how each ended: given the result, and "their" or "its". */
    String reason(BiFunction<TestResult, String, String> ended) {
        List<String> reasons = new ArrayList<>();
        if (isCombinedRed()) {
            outcome.combined()
                    .ifPresent(result -> reasons.add(
                            "the combined tests fail (" + ended.apply(result, "their") + named(result) + ")"));
        }
        outcome.checks().forEach((id, result) -> {
            if (!result.isGreen()) {
                reasons.add("the check of " + id + " fails (" + ended.apply(result, "its") + named(result) + ")");
            }
        });
        return String.join(" and ", reasons);
    }

    /** The tests that failed, without those that the base fails in too, and what that tells of and these do not. */
    private String named(TestResult result) {
        List<String> names = known.others(result);
        List<String> missing = known.missing(result);
        return (names.isEmpty() ? "" : ": " + Wording.quoted(names))
                + (missing.isEmpty() ? "" : "; no report of " + Wording.quoted(missing));
    }

    static String tail(String output) {
        return output.length() <= LONGEST_OUTPUT ? output : output.substring(output.length() - LONGEST_OUTPUT);
    }
}
