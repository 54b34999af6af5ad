package dev.coord.testkit.repository;

import dev.coord.FeatureId;
import dev.coord.merge.TestResult;
import dev.coord.merge.Trial;
import dev.coord.merge.Trial.Check;
import dev.coord.merge.TrialOutcome;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What tests say of a tree; the same of an equal one unless they are flaky. */
@FunctionalInterface
public interface TreeTests {

    /** All is green but checks that {@link FileCommand} says are not. */
    TreeTests GREEN = tested -> TestResult.green("");

    /** How the combined tests end. */
    TestResult combined(Tested tested) throws InterruptedException;

    /** How the check of a feature ends, on what was merged as in the feature's own work tree. */
    default TestResult check(Check check, Tested tested) throws InterruptedException {
        return FileCommand.result(check.command(), tested.files());
    }

    /** How a trial ends of which something merges. */
    default TrialOutcome outcome(Trial trial, Tested tested, List<FeatureId> leftOut) throws InterruptedException {
        Optional<TestResult> combined = trial.combined() ? Optional.of(combined(tested)) : Optional.empty();
        SortedMap<FeatureId, TestResult> checks = new TreeMap<>();
        for (Check check : trial.checks()) {
            checks.put(check.feature(), check(check, tested));
        }
        return new TrialOutcome(combined, checks, leftOut, Optional.empty());
    }

    /**
     * What is tested.
     *
     * @param files what is in the tree
     * @param features whose work is in it, landed or not
     */
    record Tested(SortedMap<String, String> files, SortedSet<FeatureId> features) {

        public Tested {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
            features = Collections.unmodifiableSortedSet(new TreeSet<>(features));
        }
    }
}
