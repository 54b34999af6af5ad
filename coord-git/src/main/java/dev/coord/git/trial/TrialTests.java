package dev.coord.git.trial;

import dev.coord.core.path.PathPattern;
import dev.coord.git.setup.ContentDigest;
import dev.coord.git.setup.LoggedCommand;
import dev.coord.git.setup.SetUp;
import dev.coord.merge.Trial;
import dev.coord.merge.Trial.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which tests there are for what was merged.
 *
 * @param combined the combined ones
 * @param reports which files are reports of tests
 * @param checkLimit how long a check may take
 */
public record TrialTests(Optional<LoggedCommand> combined, List<PathPattern> reports, Duration checkLimit) {

    /** Copies the list. */
    public TrialTests {
        reports = List.copyOf(reports);
    }

    /**
     * One of them.
     *
     * @param name for people
     * @param check whose check it is
     * @param command what is run
     */
    record One(String name, Optional<Check> check, LoggedCommand command) {

        Map<String, String> environment() {
            return check.map(known -> Map.of("COORD_FEATURE", known.feature().value()))
                    .orElse(Map.of());
        }
    }

    /** Those that a trial asks for, in the order they run. */
    List<One> of(Trial trial) {
        List<One> tests = new ArrayList<>();
        combined.filter(command -> trial.combined())
                .ifPresent(command -> tests.add(new One("tests", Optional.empty(), command)));
        trial.checks()
                .forEach(check -> tests.add(new One(
                        "check of " + check.feature(),
                        Optional.of(check),
                        new LoggedCommand(check.command(), checkLimit))));
        return tests;
    }

    /** A text that is another one for another test, another tree or another set-up of it. */
    String key(One test, String tree, SetUp setUp, String carried) {
        return new ContentDigest()
                .add("verdict 1")
                .add(tree)
                .add(test.name())
                .add(test.command().command())
                .add(reports.toString())
                .add(setUp.told())
                .add(carried)
                .text();
    }
}
