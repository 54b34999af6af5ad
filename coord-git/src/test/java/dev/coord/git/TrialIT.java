package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.process.ProcessFamily;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Extent;
import dev.coord.merge.TestResult.Verdict;
import dev.coord.merge.Trial;
import dev.coord.merge.Trial.Check;
import dev.coord.merge.Trial.Memory;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trials of parts of waves, what each test finds and leaves, and what is remembered. */
class TrialIT {

    private static final FeatureId P1 = new FeatureId("P1");
    private static final FeatureId P2 = new FeatureId("P2");

    @TempDir
    Path temp;

    private Sandbox sandbox;
    private CommitId base;
    private FeatureTip one;
    private FeatureTip other;
    private Path count;

    @BeforeEach
    void make() {
        sandbox = Sandbox.in(temp.resolve("repo"));
        sandbox.write(".gitignore", "dep/\nleft\n");
        base = sandbox.commitAll("ignore");
        one = sandbox.made("P1", "a", "1\n");
        other = sandbox.made("P2", "b", "2\n");
        count = temp.resolve("count");
    }

    private Trial trial(Memory memory, boolean combined, Check... checks) {
        return new Trial(
                Sandbox.wave(one, other), base, Optional.empty(), Optional.empty(), combined, List.of(checks), memory);
    }

    private Trial trial(Memory memory) {
        return trial(memory, true);
    }

    private GitIntegrator with(String tests, RepoPath... reports) {
        return new GitIntegrator(
                sandbox.repository(),
                sandbox.coordination,
                Optional.of(new TestCommand(tests, Duration.ofSeconds(30), List.of(reports))));
    }

    private static TestResult combined(GitIntegrator integrator, Trial trial) throws InterruptedException {
        return integrator.test(trial).combined().orElseThrow();
    }

    private long runs() throws IOException {
        return Files.exists(count) ? Files.readAllLines(count).size() : 0;
    }

    private String counted(String then) {
        return "echo >> '" + count + "'; " + then;
    }

    private static WorkTreeSetup setUp(String command) {
        return new WorkTreeSetup(List.of(), Optional.of(command), Duration.ofSeconds(30));
    }

    @Test
    void noRefIsWrittenForIt() throws InterruptedException {
        Candidate candidate = ((MergeOutcome.Merged) sandbox.integrator().merge(Sandbox.wave(one, other))).candidate();
        String before = sandbox.git("for-each-ref");
        Trial part =
                new Trial(Sandbox.wave(one), base, Optional.empty(), Optional.empty(), true, List.of(), Memory.NONE);
        Trial change =
                new Trial(Sandbox.wave(one), base, Optional.empty(), Optional.of(base), true, List.of(), Memory.NONE);

        assertThat(with("test -e a && ! test -e b").test(part)).matches(TrialOutcome::isGreen);
        assertThat(with("test -e a && ! test -e b").test(change)).matches(TrialOutcome::isGreen);

        assertThat(sandbox.git("for-each-ref")).isEqualTo(before);
        assertThat(sandbox.integrator().land(candidate)).isEqualTo(new LandingOutcome.Landed(candidate.commit()));
    }

    @Test
    void eachTestFindsWhatSetUpMadeAndNothingOfTheOthers() throws Exception {
        GitIntegrator integrator = sandbox.integrator(
                "touch left open dep/more; echo changed > a; git rm -q --cached b; exit 1",
                setUp(counted("mkdir dep; echo x > dep/x")));
        String clean = "test -e dep/x && ! test -e dep/more && ! test -e left && ! test -e open"
                + " && test -z \"$(git status --porcelain)\" && touch left dep/more";

        TrialOutcome outcome = integrator.test(trial(Memory.NONE, true, new Check(P1, clean), new Check(P2, clean)));

        assertThat(outcome.combined()).map(TestResult::verdict).contains(Verdict.RED);
        assertThat(outcome.checks().values()).hasSize(2).allMatch(TestResult::isGreen);
        assertThat(runs()).as("times that set-up ran").isEqualTo(1);
    }

    @Test
    void aLinkThatATestLeftInPlaceOfItsWorkTreeLeadsNowhere() throws Exception {
        Path mine = Files.createDirectory(temp.resolve("mine"));
        Files.writeString(mine.resolve("kept"), "the only copy");
        GitIntegrator integrator = with(counted("d=$PWD; cd ..; rm -rf \"$d\"; ln -s '" + mine + "' \"$d\"; exit 1"));

        integrator.test(trial(Memory.NONE, true, new Check(P1, "test -e a")));
        integrator.test(trial(Memory.NONE));

        assertThat(mine).isDirectoryContaining("glob:**/kept");
        try (Stream<Path> files = Files.list(mine)) {
            assertThat(files).hasSize(1);
        }
        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void aLinkThatATestLeftOnTheWayToItsWorkTreeIsRefused() throws Exception {
        Path mine = Files.createDirectories(temp.resolve("mine/integration"));
        Files.writeString(mine.resolve("kept"), "the only copy");
        GitIntegrator integrator =
                with("d=$(dirname \"$PWD\"); cd ../..; rm -rf \"$d\"; ln -s '" + mine.getParent() + "' \"$d\"; exit 1");

        assertThatThrownBy(() -> integrator.test(trial(Memory.NONE, true, new Check(P1, "true"))))
                .hasMessageContaining("it is a link, not a directory");

        assertThat(mine.resolve("kept")).hasContent("the only copy");
    }

    @Test
    void aLockThatATestLeftInGitIsInNobodysWay() throws Exception {
        TrialOutcome outcome = sandbox.integrator("touch \"$(git rev-parse --git-dir)/index.lock\"; exit 1")
                .test(trial(Memory.NONE, true, new Check(P1, "test -e a")));

        assertThat(outcome.checks().get(P1)).matches(TestResult::isGreen);
    }

    @Test
    void setUpRunsAgainWhereATestChangedWhatItMade() throws Exception {
        GitIntegrator integrator =
                sandbox.integrator("echo other > dep/x", setUp(counted("mkdir dep; echo x > dep/x")));

        TrialOutcome outcome = integrator.test(trial(Memory.NONE, true, new Check(P1, "test \"$(cat dep/x)\" = x")));

        assertThat(outcome).matches(TrialOutcome::isGreen);
        assertThat(runs()).as("times that set-up ran").isEqualTo(2);
    }

    @Test
    void aCheckIsToldItsFeatureAndHasALogOfItsOwn() throws Exception {
        TrialOutcome outcome = sandbox.integrator()
                .test(trial(Memory.NONE, false, new Check(P2, "echo $COORD_RUN $COORD_WAVE $COORD_FEATURE; exit 3")));

        Path log = sandbox.coordination.toAbsolutePath().resolve("runs/r1/integration/wave-0-check-P2.log");
        assertThat(outcome.combined()).isEmpty();
        assertThat(outcome.checks().get(P2)).satisfies(red -> {
            assertThat(red.output()).isEqualTo("r1 0 P2\n");
            assertThat(red.result()).isEqualTo("exit status 3");
            assertThat(red.log()).isEqualTo(log.toString());
        });
        assertThat(log).content().contains("r1 0 P2\n");
    }

    @Test
    @Timeout(20)
    void aCheckHasItsOwnTime() throws Exception {
        TrialOutcome outcome = sandbox.integrator("true")
                .checkTimeout(Duration.ofMillis(300))
                .test(trial(Memory.NONE, true, new Check(P1, "sleep 60"), new Check(P2, "true")));

        assertThat(outcome.combined())
                .hasValueSatisfying(green -> assertThat(green).matches(TestResult::isGreen));
        assertThat(outcome.checks().get(P1).verdict()).isEqualTo(Verdict.OVERDUE);
        assertThat(outcome.checks().get(P2)).matches(TestResult::isGreen);
    }

    @Test
    void greenTestsOfAnEqualTreeNeedNotRunAgain() throws Exception {
        String tests = counted("true");
        TestResult first = combined(with(tests), trial(Memory.GREEN));

        TestResult second = combined(with(tests), trial(Memory.GREEN));

        assertThat(first.isRemembered()).isFalse();
        assertThat(second.isRemembered()).isTrue();
        assertThat(second.output()).isEqualTo(first.output());
        assertThat(runs()).isEqualTo(1);
        assertThat(temp.resolve("repo.coord/r1/integration")).doesNotExist();
        combined(with(tests + " "), trial(Memory.GREEN));
        assertThat(runs()).as("with another command").isEqualTo(2);
        combined(sandbox.integrator(tests, setUp("true")), trial(Memory.GREEN));
        assertThat(runs()).as("with another set-up").isEqualTo(3);
        combined(with(tests), trial(Memory.NONE));
        assertThat(runs()).as("from nothing").isEqualTo(4);
    }

    @Test
    void carriedFilesWithOtherContentAreAnotherTree() throws Exception {
        WorkTreeSetup carrying =
                new WorkTreeSetup(List.of(new RepoPath("left")), Optional.empty(), Duration.ofSeconds(30));
        String tests = counted("cat left");
        sandbox.write("left", "one\n");
        combined(sandbox.integrator(tests, carrying), trial(Memory.ALL));
        sandbox.write("left", "two\n");

        assertThat(combined(sandbox.integrator(tests, carrying), trial(Memory.ALL))
                        .output())
                .isEqualTo("two\n");

        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void redTestsRunAgainUnlessAllIsRemembered() throws Exception {
        String tests = counted("exit 1");
        combined(with(tests), trial(Memory.GREEN));
        combined(with(tests), trial(Memory.GREEN));

        TestResult third = combined(with(tests), trial(Memory.ALL));

        assertThat(runs()).isEqualTo(2);
        assertThat(third.verdict()).isEqualTo(Verdict.RED);
        assertThat(third.isRemembered()).isTrue();
    }

    @Test
    void testsThatContradictThemselvesAreNotRememberedAnyMore() throws Exception {
        String tests = counted("test $(wc -l < '" + count + "') != 2");

        assertThat(combined(with(tests), trial(Memory.ALL))).matches(TestResult::isGreen);
        assertThat(combined(with(tests), trial(Memory.NONE)).verdict()).isEqualTo(Verdict.RED);
        assertThat(combined(with(tests), trial(Memory.ALL)).isRemembered()).isFalse();
        assertThat(combined(with(tests), trial(Memory.ALL)).isRemembered()).isFalse();
    }

    @Test
    void onlyWhatIsNotRememberedRuns() throws Exception {
        Check known = new Check(P1, counted("true"));
        sandbox.integrator().test(trial(Memory.ALL, false, known));

        TrialOutcome outcome = sandbox.integrator().test(trial(Memory.ALL, false, known, new Check(P2, "true")));

        assertThat(runs()).isEqualTo(1);
        assertThat(outcome.checks().get(P1).isRemembered()).isTrue();
        assertThat(outcome.checks().get(P2).isRemembered()).isFalse();
    }

    @Test
    void theReportsThatTestsWriteTellWhatFailed() throws Exception {
        Sandbox.write(
                temp.resolve("r.xml"),
                "<testsuite name='C'><testcase classname='C' name='a'><failure/></testcase></testsuite>");
        String tests = "mkdir -p dep/r; cp '" + temp.resolve("r.xml")
                + "' dep/r/TEST-C.xml; echo 1..1; echo not ok 1 b;" + " exit 3";

        TestResult red = combined(with(tests, new RepoPath("**/TEST-*.xml")), trial(Memory.NONE));
        assertThat(red.failing()).containsExactly("C.a");
        assertThat(red.extent()).isEqualTo(new Extent(3, new TreeSet<>(Set.of("C"))));
        assertThat(combined(with(tests), trial(Memory.NONE)).failing()).containsExactly("b");
    }

    @Test
    void aReportThatWasThereBeforeTellsNothing() throws Exception {
        sandbox.write("r.xml", "<t><testcase name='a'><failure/></testcase></t>");
        base = sandbox.commitAll("a report");

        assertThat(combined(with("exit 1", new RepoPath("r.xml")), trial(Memory.NONE))
                        .failing())
                .isEmpty();
        assertThat(combined(with("touch r.xml; exit 1", new RepoPath("r.xml")), trial(Memory.NONE))
                        .failing())
                .containsExactly("a");
    }

    @Test
    void withABrokenReportTestsCannotBeToldApart() throws Exception {
        String tests = "echo '<t><testcase name=\"a\"><failure/></testcase></t>' > 1.xml; echo '<t>' > 2.xml; exit 1";

        TestResult red = combined(with(tests, new RepoPath("*.xml")), trial(Memory.NONE));

        assertThat(red.failing()).isEmpty();
        assertThat(sandbox.coordination.resolve("runs/r1/integration/wave-0.log"))
                .content()
                .contains("the test report 2.xml is of no use");
    }

    @Test
    void testsAreTheSameOnlyWithEqualSetUp() {
        GitIntegrator plain = with("true");
        WorkTreeSetup carrying =
                new WorkTreeSetup(List.of(new RepoPath("left")), Optional.empty(), Duration.ofSeconds(30));

        assertThat(List.of(
                        plain.tests(),
                        with("false").tests(),
                        with("true", new RepoPath("*.xml")).tests(),
                        sandbox.integrator("true", setUp("make")).tests(),
                        sandbox.integrator("true", carrying).tests()))
                .doesNotHaveDuplicates()
                .allMatch(Optional::isPresent);
        assertThat(sandbox.integrator("true").tests()).isEqualTo(plain.tests());
        assertThat(sandbox.integrator().tests()).isEmpty();
    }

    @Test
    @Timeout(30)
    void landingDoesNotWaitForTests() throws Exception {
        Candidate candidate = ((MergeOutcome.Merged) sandbox.integrator().merge(Sandbox.wave(one, other))).candidate();
        Path begun = temp.resolve("begun");
        Scripts.run(temp, "mkfifo begun");
        GitIntegrator integrator = with("echo > " + begun + "; sleep 60");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<TrialOutcome> run = thread.submit(() -> integrator.test(trial(Memory.NONE)));
        Files.readString(begun);

        assertThat(integrator.land(candidate)).isEqualTo(new LandingOutcome.Landed(candidate.commit()));
        assertThat(integrator.behind()).isEmpty();

        assertThat(run).isNotDone();
        thread.shutdownNow();
        assertThat(run).failsWithin(Duration.ofSeconds(20));
    }

    @Test
    void whatRedTestsLeftGoesWhenTheWaveLands() throws Exception {
        Candidate candidate = ((MergeOutcome.Merged) sandbox.integrator().merge(Sandbox.wave(one, other))).candidate();
        combined(with("exit 1"), trial(Memory.NONE));
        assertThat(temp.resolve("repo.coord/r1/integration")).exists();

        sandbox.integrator().land(candidate);

        assertThat(temp.resolve("repo.coord/r1/integration")).doesNotExist();
    }

    @Test
    @Timeout(30)
    void whatAKilledTrialLeftRunningEndsBeforeTheNextMerge() throws Exception {
        Path tree = Files.createDirectories(temp.resolve("repo.coord/r1/integration"));
        ProcessBuilder left = new ProcessBuilder("sleep", "60");
        left.environment().putAll(new ProcessFamily(ProcessFamily.markerAt("r1/integration", tree)).environment());
        Process process = left.start();

        sandbox.integrator().merge(new WaveWork(Sandbox.RUN, 3, Sandbox.MAIN, List.of(one)));

        assertThat(process.isAlive()).isFalse();
    }
}
