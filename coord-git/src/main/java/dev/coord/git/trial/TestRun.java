package dev.coord.git.trial;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.process.LogFile;
import dev.coord.core.spi.FailureText;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.merge.IntegrationTree;
import dev.coord.git.repository.Repository;
import dev.coord.git.setup.LoggedCommand;
import dev.coord.git.setup.SetUp;
import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Verdict;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs the combined tests on a merged wave, in a work tree beside the repository. */
public final class TestRun {

    private final Repository repository;
    private final IntegrationClone clone;
    private final Path directory;
    private final SetUp setUp;
    private final LoggedCommand tests;

    /**
     * Binds what is needed; touches nothing.
     *
     * @param directory the coordination directory
     */
    public TestRun(Repository repository, IntegrationClone clone, Path directory, SetUp setUp, LoggedCommand tests) {
        this.repository = repository;
        this.clone = clone;
        this.directory = directory;
        this.setUp = setUp;
        this.tests = tests;
    }

    public TrialOutcome run(Trial trial) throws InterruptedException {
        WaveWork work = trial.work();
        IntegrationTree tree = IntegrationTree.ofTests(repository, work);
        tree.family().end(Optional.empty());
        LogFile log = LogFile.append(
                directory,
                tree.logs(directory).resolve("wave-" + work.wave() + ".log"),
                "tests of wave " + work.wave() + " at " + trial.commit().orElseThrow());
        try {
            tree.checkOut(clone, trial.commit().orElseThrow());
            TrialOutcome outcome = run(work, tree, log);
            if (outcome.isGreen()) {
                tree.remove();
            }
            return outcome;
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot test the merged wave in " + tree.directory() + ": " + FailureText.of(e), e);
        }
    }

    /** Nothing is tested any more: what tests that were killed, or were red, left there is of no use. */
    public static void forget(Repository repository, WaveWork work) {
        IntegrationTree.ofTests(repository, work).forget();
    }

    private TrialOutcome run(WaveWork work, IntegrationTree tree, LogFile log)
            throws IOException, InterruptedException {
        Optional<Duration> took = setUp.isNothing()
                ? Optional.empty()
                : setUp.in(place(work, tree)).took();
        LoggedCommand.Ended ended = tests.run(tree.directory(), tree.family(), tree.environment(directory), log);
        if (ended.failure().isPresent()) {
            String result = ended.failure().get() + "; their output is in " + log.path();
            return outcome(
                    new TestResult(
                            ended.isOverdue() ? Verdict.OVERDUE : Verdict.RED,
                            result,
                            ended.output(),
                            new TreeSet<>(),
                            Duration.ZERO,
                            false),
                    took);
        }
        return outcome(TestResult.green(ended.output().isBlank() ? "they printed nothing\n" : ended.output()), took);
    }

    private static TrialOutcome outcome(TestResult combined, Optional<Duration> setUp) {
        return new TrialOutcome(Optional.of(combined), new TreeMap<>(), List.of(), setUp);
    }

    private SetUp.Place place(WaveWork work, IntegrationTree tree) {
        return new SetUp.Place(
                tree.git(clone),
                tree.family(),
                tree.environment(directory),
                tree.logs(directory).resolve("setup-" + work.wave() + ".log"),
                "the integration tree, wave " + work.wave());
    }
}
