package dev.coord.git.trial;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.core.file.LogFile;
import dev.coord.core.spi.FailureText;
import dev.coord.core.verdict.FailedTests;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.merge.IntegrationTree;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.Repository;
import dev.coord.git.setup.LoggedCommand;
import dev.coord.git.setup.SetUp;
import dev.coord.git.testreport.TestReports;
import dev.coord.git.trial.TrialTests.One;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Extent;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs the combined tests and the checks of features on what was merged, in a work tree beside the repository. */
public final class TestRun {

    private final Repository repository;
    private final IntegrationClone clone;
    private final Path directory;
    private final SetUp setUp;
    private final TrialTests tests;

    /**
     * Binds what is needed; touches nothing.
     *
     * @param directory the coordination directory
     */
    public TestRun(Repository repository, IntegrationClone clone, Path directory, SetUp setUp, TrialTests tests) {
        this.repository = repository;
        this.clone = clone;
        this.directory = directory;
        this.setUp = setUp;
        this.tests = tests;
    }

    /** The tree stays where a test was red that ran. */
    public TrialOutcome run(Trial trial, TrialMerge.Merged merged) throws InterruptedException {
        IntegrationTree tree = IntegrationTree.ofTests(repository, trial.work());
        if (merged.commit().isEmpty()) {
            tree.forget();
            return new TrialOutcome(Optional.empty(), new TreeMap<>(), merged.leftOut(), Optional.empty());
        }
        try {
            return new On(trial, merged.commit().get(), tree).run(merged);
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

        private final Trial trial;
        private final CommitId commit;
        private final IntegrationTree tree;
        private final Path logs;
        private final TestFiles files;
        private final KeptVerdicts verdicts = KeptVerdicts.in(directory);
        private final Function<One, String> keys;

        On(Trial trial, CommitId commit, IntegrationTree tree) {
            this.trial = trial;
            this.commit = commit;
            this.tree = tree;
            this.logs = tree.logs(directory);
            int wave = trial.work().wave();
            SetUp.Place place = new SetUp.Place(
                    tree.git(clone),
                    tree.family(),
                    tree.environment(directory),
                    logs.resolve("setup-" + wave + ".log"),
                    "the integration tree, wave " + wave);
            this.files = new TestFiles(clone, tree, commit, setUp, place);
            String contents = new Refs(clone.git()).tree(commit.value()).value();
            String carried = setUp.digest();
            this.keys = test -> tests.key(test, contents, setUp, carried);
        }

        TrialOutcome run(TrialMerge.Merged merged) throws IOException, InterruptedException {
            List<One> asked = tests.of(trial);
            Map<One, TestResult> results = new HashMap<>();
            for (One test : asked) {
                verdicts.recall(keys.apply(test), trial.memory()).ifPresent(known -> results.put(test, known));
            }
            if (results.size() == asked.size() || trial.memory() == Memory.NONE) {
                tree.forget();
            }
            boolean isGreen = true;
            for (One test : asked) {
                if (!results.containsKey(test)) {
                    TestResult fresh = run(test);
                    verdicts.keep(keys.apply(test), fresh);
                    results.put(test, fresh);
                    isGreen &= fresh.isGreen();
                }
            }
            if (isGreen) {
                tree.remove();
            }
            return outcome(results, merged.leftOut());
        }

        private TrialOutcome outcome(Map<One, TestResult> results, List<FeatureId> leftOut) {
            Optional<TestResult> combined = Optional.empty();
            SortedMap<FeatureId, TestResult> checks = new TreeMap<>();
            for (Map.Entry<One, TestResult> entry : results.entrySet()) {
                Optional<Check> check = entry.getKey().check();
                if (check.isPresent()) {
                    checks.put(check.get().feature(), entry.getValue());
                } else {
                    combined = Optional.of(entry.getValue());
                }
            }
            return new TrialOutcome(combined, checks, leftOut, files.took());
        }

        private String what() {
            List<FeatureTip> tips = trial.work().tips();
            String features = tips.stream().map(tip -> tip.feature().value()).collect(Collectors.joining(", "));
            return "wave " + trial.work().wave() + ": " + (tips.isEmpty() ? "its base" : features);
        }

        private TestResult run(One test) throws IOException, InterruptedException {
            files.clean();
            int wave = trial.work().wave();
            String which =
                    test.check().map(check -> "-check-" + check.feature()).orElse("");
            LogFile log = LogFile.append(
                    directory,
                    logs.resolve("wave-" + wave + which + ".log"),
                    test.name() + " on " + what() + " at " + commit);
            Map<String, String> environment = new HashMap<>(tree.environment(directory));
            environment.putAll(test.environment());
            TestReports reports = TestReports.before(tree.directory(), tests.reports());
            long begun = log.size();
            long start = System.nanoTime();
            LoggedCommand.Ended ended = test.command().run(tree.directory(), tree.family(), environment, log);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (ended.failure().isEmpty()) {
                String output = ended.output().isBlank() ? "they printed nothing\n" : ended.output();
                return new TestResult(Verdict.GREEN, "exit status 0", output, new TreeSet<>(), took, false);
            }
            FailedTests told = ended.isOverdue() ? FailedTests.UNKNOWN : reports.failed(log, begun);
            return new TestResult(
                    ended.isOverdue() ? Verdict.OVERDUE : Verdict.RED,
                    ended.failure().get(),
                    log.path().toString(),
                    ended.output(),
                    told.names(),
                    took,
                    false,
                    new Extent(ended.status(), told.suites()));
        }
    }
}
