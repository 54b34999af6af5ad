package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.merge.Candidate;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Verdict;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The combined tests of a candidate. */
class TestRunIT {

    @TempDir
    Path temp;

    private Sandbox sandbox;
    private CommitId base;
    private Candidate candidate;

    @BeforeEach
    void merge() throws InterruptedException {
        sandbox = Sandbox.in(temp.resolve("repo"));
        base = sandbox.commit("main");
        MergeOutcome outcome = sandbox.integrator()
                .merge(Sandbox.wave(sandbox.made("P1", "a", "1\n"), sandbox.made("P2", "b", "2\n")));
        candidate = ((MergeOutcome.Merged) outcome).candidate();
    }

    private TestResult test(String command) throws InterruptedException {
        return sandbox.integrator(command).test(trial()).combined().orElseThrow();
    }

    private Trial trial() {
        return Trial.of(candidate, List.of());
    }

    @Test
    void passesAtOnceWithoutACommand() throws InterruptedException {
        assertThat(sandbox.integrator().test(trial())).isEqualTo(TrialOutcome.NOTHING);
        assertThat(temp.resolve("repo.coord/r1/integration")).doesNotExist();
    }

    @Test
    void tellsOfTestsThatPrintNothing() throws InterruptedException {
        assertThat(test("true"))
                .matches(TestResult::isGreen)
                .extracting(TestResult::output)
                .isEqualTo("they printed nothing\n");
    }

    @Test
    void tellsTheOutputOfRedTests() throws InterruptedException {
        assertThat(test("echo broken; exit 3")).satisfies(failed -> {
            assertThat(failed.verdict()).isEqualTo(Verdict.RED);
            assertThat(failed.result()).isEqualTo("exit status 3");
            assertThat(failed.log())
                    .isEqualTo(sandbox.coordination
                            .toAbsolutePath()
                            .resolve("runs/r1/integration/wave-0.log")
                            .toString());
            assertThat(failed.output()).isEqualTo("broken\n");
        });
        assertThat(sandbox.commit("main")).isEqualTo(base);
    }

    @Test
    void runsOnTheMergedFilesOutsideOfDotGit() throws InterruptedException {
        TestResult outcome =
                test("cat a b; pwd; git status --porcelain; echo $COORD_RUN $COORD_WAVE; echo left > left");

        assertThat(outcome.output())
                .isEqualTo("1\n2\n" + temp.toAbsolutePath().resolve("repo.coord/r1/integration") + "\nr1 0\n");
        assertThat(temp.resolve("repo.coord/r1/integration")).doesNotExist();
    }

    @Test
    void beginsFromCleanFilesAfterAFailure() throws InterruptedException {
        test("echo x > left; echo x > a; exit 1");

        assertThat(test("test ! -e left && cat a"))
                .matches(TestResult::isGreen)
                .extracting(TestResult::output)
                .isEqualTo("1\n");
    }

    @Test
    void withoutACommandNothingIsLeftOfEarlierTests() throws InterruptedException {
        test("exit 1");

        assertThat(sandbox.integrator().test(trial())).isEqualTo(TrialOutcome.NOTHING);

        assertThat(temp.resolve("repo.coord/r1/integration")).doesNotExist();
    }

    @Test
    void testsACandidateAgainWhoseCloneIsGone() throws Exception {
        Scripts.run(temp, "rm -rf '" + sandbox.coordination.resolve("integration") + "'");

        assertThat(sandbox.integrator()
                        .survey(Sandbox.MAIN, Set.of(candidate.commit()))
                        .present())
                .containsExactly(candidate.commit());
        assertThat(test("cat b"))
                .matches(TestResult::isGreen)
                .extracting(TestResult::output)
                .isEqualTo("2\n");
    }

    @Test
    void saysThatTheCandidateIsGone() {
        Candidate gone = new Candidate(candidate.work(), base, new CommitId("ab".repeat(20)));

        assertThatThrownBy(() -> sandbox.integrator("true").test(Trial.of(gone, List.of())))
                .isInstanceOf(RepositoryFailed.class)
                .hasMessageContaining("ab".repeat(20));
        assertThat(sandbox.integrator()
                        .survey(Sandbox.MAIN, Set.of(gone.commit()))
                        .present())
                .isEmpty();
    }

    @Test
    void shortensLongOutputToItsEnd() throws InterruptedException {
        TestResult failed = test("seq 1 100000; exit 1");

        assertThat(failed.output()).startsWith("...\n").endsWith("\n100000\n").hasSizeLessThan(9000);
        assertThat(sandbox.coordination.resolve("runs/r1/integration/wave-0.log"))
                .content()
                .contains("\n1\n2\n");
    }

    @Test
    @Timeout(20)
    void endsTestsThatTakeTooLong() throws InterruptedException {
        TestCommand slow = new TestCommand("echo begun; sleep 60", Duration.ofMillis(300));

        TestResult late = new GitIntegrator(sandbox.repository(), sandbox.coordination, Optional.of(slow))
                .test(trial())
                .combined()
                .orElseThrow();

        assertThat(late.verdict()).isEqualTo(Verdict.OVERDUE);
        assertThat(late.result()).contains("still running");
    }

    @Test
    @Timeout(20)
    void endsTestsWhenInterrupted() throws Exception {
        Path begun = temp.resolve("begun");
        Scripts.run(temp, "mkfifo begun");
        GitIntegrator integrator = sandbox.integrator("echo > " + begun + "; sleep 60");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        CountDownLatch interrupted = new CountDownLatch(1);

        Future<?> run = thread.submit(() -> {
            try {
                return integrator.test(trial());
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
        Files.readString(begun);
        thread.shutdownNow();

        assertThatThrownBy(run::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(interrupted.getCount()).isZero();
    }
}
