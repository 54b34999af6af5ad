package dev.coord.git.trial;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.core.process.LogFile;
import dev.coord.core.spi.FailureText;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.merge.IntegrationTree;
import dev.coord.git.repository.Repository;
import dev.coord.git.setup.LoggedCommand;
import dev.coord.git.setup.SetUp;
import dev.coord.merge.CommitId;
import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Verdict;
import dev.coord.merge.Trial;
import dev.coord.merge.Trial.Check;
import dev.coord.merge.Trial.Memory;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs the combined tests and the checks of features on what was merged, in a work tree beside the repository. */
public final class TestRun {

    private final Repository repository;
    private final IntegrationClone clone;
    private final Path directory;
    private final SetUp setUp;
    private final Optional<LoggedCommand> tests;
    private final Duration checkLimit;

    /**
     * Binds what is needed; touches nothing.
     *
     * @param directory the coordination directory
     * @param tests the combined tests
     * @param checkLimit how long a check may take
     */
    public TestRun(
            Repository repository,
            IntegrationClone clone,
            Path directory,
            SetUp setUp,
            Optional<LoggedCommand> tests,
            Duration checkLimit) {
        this.repository = repository;
        this.clone = clone;
        this.directory = directory;
        this.setUp = setUp;
        this.tests = tests;
        this.checkLimit = checkLimit;
    }

    /** The tree stays where a test was red. */
    public TrialOutcome run(Trial trial, TrialMerge.Merged merged) throws InterruptedException {
        IntegrationTree tree = IntegrationTree.ofTests(repository, trial.work());
        if (merged.commit().isEmpty() || trial.memory() == Memory.NONE) {
            tree.forget();
        }
        if (merged.commit().isEmpty()) {
            return new TrialOutcome(Optional.empty(), new TreeMap<>(), merged.leftOut(), Optional.empty());
        }
        try {
            TrialOutcome outcome = new On(trial, merged.commit().get(), tree).run(merged);
            if (outcome.isGreen()) {
                tree.remove();
            }
            return outcome;
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot test what was merged in " + tree.directory() + ": " + FailureText.of(e), e);
        }
    }

    /** Nothing is tested any more: what tests that were killed, or were red, left there is of no use. */
    public static void forget(Repository repository, WaveWork work) {
        IntegrationTree.ofTests(repository, work).forget();
    }

    /** What runs on one commit. */
    private final class On {

        private final WaveWork work;
        private final Trial trial;
        private final CommitId commit;
        private final IntegrationTree tree;
        private final Path logs;
        private final TestFiles files;

        On(Trial trial, CommitId commit, IntegrationTree tree) {
            this.work = trial.work();
            this.trial = trial;
            this.commit = commit;
            this.tree = tree;
            this.logs = tree.logs(directory);
            SetUp.Place place = new SetUp.Place(
                    tree.git(clone),
                    tree.family(),
                    tree.environment(directory),
                    logs.resolve("setup-" + work.wave() + ".log"),
                    "the integration tree, wave " + work.wave());
            this.files = new TestFiles(clone, tree, commit, setUp, place);
        }

        TrialOutcome run(TrialMerge.Merged merged) throws IOException, InterruptedException {
            String wave = "wave-" + work.wave();
            Optional<TestResult> combined = trial.combined() && tests.isPresent()
                    ? Optional.of(run(tests.get(), Map.of(), wave + ".log", "tests of wave " + work.wave()))
                    : Optional.empty();
            SortedMap<FeatureId, TestResult> checks = new TreeMap<>();
            for (Check check : trial.checks()) {
                FeatureId feature = check.feature();
                TestResult result = run(
                        new LoggedCommand(check.command(), checkLimit),
                        Map.of("COORD_FEATURE", feature.value()),
                        wave + "-check-" + feature + ".log",
                        "check of " + feature + ", wave " + work.wave() + ",");
                checks.put(feature, result);
            }
            return new TrialOutcome(combined, checks, merged.leftOut(), files.took());
        }

        private TestResult run(LoggedCommand command, Map<String, String> more, String name, String heading)
                throws IOException, InterruptedException {
            files.clean();
            LogFile log = LogFile.append(directory, logs.resolve(name), heading + " at " + commit);
            Map<String, String> environment = new HashMap<>(tree.environment(directory));
            environment.putAll(more);
            long start = System.nanoTime();
            LoggedCommand.Ended ended = command.run(tree.directory(), tree.family(), environment, log);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return result(ended, took, log);
        }
    }

    private static TestResult result(LoggedCommand.Ended ended, Duration took, LogFile log) {
        if (ended.failure().isPresent()) {
            return new TestResult(
                    ended.isOverdue() ? Verdict.OVERDUE : Verdict.RED,
                    ended.failure().get() + "; their output is in " + log.path(),
                    ended.output(),
                    new TreeSet<>(),
                    took,
                    false);
        }
        String output = ended.output().isBlank() ? "they printed nothing\n" : ended.output();
        return new TestResult(Verdict.GREEN, "exit status 0", output, new TreeSet<>(), took, false);
    }
}
