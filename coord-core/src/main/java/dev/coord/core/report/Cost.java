package dev.coord.core.report;

import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunAccount.TestRun;
import dev.coord.run.RunRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a run cost. Immutable.
 *
 * @param agentTime how long agents worked
 * @param calls how often agents were called; never where branches were integrated
 * @param tests what ran for which purpose, without what did not run at all
 * @param remembered how often a verdict was known, and nothing ran
 * @param areAllTold whether these are all test runs, rather than the latest {@value RunAccount#MOST}
 */
public record Cost(Duration agentTime, int calls, List<Tests> tests, int remembered, boolean areAllTold) {

    /** Copies the list. */
    public Cost {
        tests = List.copyOf(tests);
    }

    /**
     * Tests that ran for one purpose.
     *
     * @param purpose what for
     * @param runs how many
     * @param time how long in all
     */
    public record Tests(Purpose purpose, int runs, Duration time) {}

    static Cost of(RunRecord run, List<FeatureReport> features) {
        List<TestRun> tests = run.account().tests();
        return new Cost(
                features.stream().map(FeatureReport::agentTime).reduce(Duration.ZERO, Duration::plus),
                features.stream().mapToInt(FeatureReport::calls).sum(),
                Arrays.stream(Purpose.values())
                        .map(purpose -> tests(purpose, tests))
                        .filter(one -> one.runs() > 0)
                        .toList(),
                (int) tests.stream().filter(TestRun::isRemembered).count(),
                tests.size() < RunAccount.MOST);
    }

    private static Tests tests(Purpose purpose, List<TestRun> all) {
        List<TestRun> ran = all.stream()
                .filter(test -> test.purpose() == purpose && !test.isRemembered())
                .toList();
        return new Tests(purpose, ran.size(), ran.stream().map(TestRun::took).reduce(Duration.ZERO, Duration::plus));
    }

    /**
     * How many test runs there were.
     *
     * @return their number, for all purposes
     */
    public int testRuns() {
        return tests.stream().mapToInt(Tests::runs).sum();
    }

    /**
     * How long tests ran.
     *
     * @return the time of all of them
     */
    public Duration testTime() {
        return tests.stream().map(Tests::time).reduce(Duration.ZERO, Duration::plus);
    }
}
