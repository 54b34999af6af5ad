package dev.coord.merge;

import dev.coord.FeatureId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of a trial. The target branch is as it was. Immutable. Specification 6.1.
 *
 * @param combined how the combined tests ended; none where there are none, or they were not asked for
 * @param checks how each check ended that was asked for
 * @param leftOut features that do not merge without others that the trial does not have; what was tested is without them, and where
 *     that leaves nothing of the work, nothing was run
 * @param setUp how long the tree that was tested took to set up; none if there is no set-up command, or nothing was run
 */
public record TrialOutcome(
        Optional<TestResult> combined,
        SortedMap<FeatureId, TestResult> checks,
        List<FeatureId> leftOut,
        Optional<Duration> setUp) {

    /** Nothing was run, as where there are no tests. */
    public static final TrialOutcome NOTHING =
            new TrialOutcome(Optional.empty(), new TreeMap<>(), List.of(), Optional.empty());

    /** Copies the collections. */
    public TrialOutcome {
        checks = Collections.unmodifiableSortedMap(new TreeMap<>(checks));
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Of the combined tests alone.
     *
     * @param combined how they ended
     * @return the outcome
     */
    public static TrialOutcome of(TestResult combined) {
        return new TrialOutcome(Optional.of(combined), new TreeMap<>(), List.of(), Optional.empty());
    }

    /**
     * Whether everything passed.
     *
     * @return true if so, also where nothing was run
     */
    public boolean isGreen() {
        return combined.stream().allMatch(TestResult::isGreen)
                && checks.values().stream().allMatch(TestResult::isGreen);
    }
}
