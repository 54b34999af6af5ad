package dev.coord.core.run;

import static dev.coord.core.run.Scene.feature;
import static dev.coord.core.run.Scene.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.core.answer.run.NoticeText;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunNotice;
import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Extent;
import dev.coord.merge.TestResult.Verdict;
import dev.coord.merge.TrialOutcome;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount.Baseline;
import dev.coord.run.RunAccount.TestRun;
import dev.coord.run.RunPhase;
import dev.coord.run.RunSettings.BaselinePolicy;
import dev.coord.run.RunSettings.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The target is tested before anything lands on it. */
class BaselineTest {

    private static Scene scene(BaselinePolicy policy) {
        Scene scene = new Scene(4, feature("a"), feature("b"));
        scene.tests = Optional.of("make test");
        scene.baseline = policy;
        return scene.begin();
    }

    private static TrialOutcome failing(String... tests) {
        return TrialOutcome.of(new TestResult(
                Verdict.RED, "exit status 1", "1 failing", new TreeSet<>(Set.of(tests)), Duration.ZERO, false));
    }

    private static TrialOutcome failing(int status, Set<String> suites, String test) {
        return TrialOutcome.of(new TestResult(
                Verdict.RED,
                "exit status " + status,
                "",
                "1 failing",
                new TreeSet<>(Set.of(test)),
                Duration.ZERO,
                false,
                new Extent(status, new TreeSet<>(suites))));
    }

    private static Baseline known(Scene scene) {
        return scene.snapshot.run().orElseThrow().account().baseline();
    }

    @Test
    void workspacesAreMadeMeanwhileAndAgentsBeginOnceItIsGreen() {
        Scene scene = scene(BaselinePolicy.REQUIRED);
        scene.made("a");

        assertThat(scene.all(RunAction.MakeWorkspace.class)).hasSize(2);
        assertThat(scene.all(RunAction.RunAgent.class)).isEmpty();
        assertThat(scene.trial().work().tips()).isEmpty();
        assertThat(scene.trial().commit()).contains(scene.target);

        scene.tested(Scene.GREEN);

        assertThat(scene.all(RunAction.RunAgent.class)).hasSize(1);
        assertThat(known(scene)).isEqualTo(new Baseline.Green(scene.target));
        assertThat(scene.made("b").all(RunAction.RunAgent.class)).hasSize(2);
    }

    @Test
    void aWorkTreeThatIsMadeForNothingIsNoCallOfAnAgent() {
        Scene scene = scene(BaselinePolicy.REQUIRED);
        scene.made("a").made("b").tested(Scene.RED).kept("a").kept("b");
        scene.takeOver(2).made("a").made("b");
        assertThat(calls(scene, "a")).isZero();

        scene.tested(Scene.GREEN);

        assertThat(scene.snapshot.run().orElseThrow().feature(id("a")).attempts())
                .isEqualTo(2);
        assertThat(calls(scene, "a")).isEqualTo(1);
    }

    private static int calls(Scene scene, String id) {
        return scene.snapshot.run().orElseThrow().calls(id(id));
    }

    @Test
    void nothingBeginsOnARedTarget() {
        Scene scene = scene(BaselinePolicy.REQUIRED);
        scene.made("a").tested(Scene.RED);

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Draining.class);
        scene.kept("a").made("b").kept("b");

        assertThat(scene.all(RunAction.RunAgent.class)).isEmpty();
        assertThat(scene.snapshot.locks().leases()).isEmpty();
        assertThat(scene.phase("a")).isInstanceOf(FeaturePhase.Pending.class);
        assertThat(scene.snapshot.state().active()).isEmpty();
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(0))
                .contains("fail on refs/heads/main as it is", "exit status 1", "--allow-red-base", "--no-baseline");
        assertThat(scene.notices)
                .anyMatch(told -> told instanceof RunNotice.BaselineFailed failed
                        && failed.output().equals("1 failing")
                        && !failed.reason().contains("--allow-red-base")); // what the run ends with says that
    }

    @Test
    void whatDoesNotBeginIsNamed() {
        Scene scene = scene(BaselinePolicy.REQUIRED);
        scene.made("a").tested(Scene.RED).kept("a").made("b").kept("b");

        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                .hasSize(2)
                .last()
                .isEqualTo(
                        "features a, b were not begun, since the run stopped before; the same command begins them once"
                                + " refs/heads/main is green");
    }

    @Test
    void theNextStartTestsAgainAndGoesOn() {
        Scene scene = scene(BaselinePolicy.REQUIRED);
        scene.made("a").tested(Scene.RED).kept("a").made("b").kept("b");

        scene.takeOver(2)
                .tested(Scene.GREEN)
                .finished("a")
                .finished("b")
                .integrated()
                .landed();

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Done.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUIRED", "ALLOW_RED"})
    void testsThatCannotBeTriedKeepAgentsFromBeginning(BaselinePolicy policy) {
        Scene scene = scene(policy);

        scene.on(new RunEvent.ActionFailed(scene.last(RunAction.RunTrial.class), "its set-up failed", "npm: not found"))
                .made("a")
                .kept("a")
                .made("b")
                .kept("b");

        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(0)).contains("its set-up failed");
        assertThat(scene.all(RunAction.RunAgent.class)).isEmpty();
    }

    @Test
    void whereNoAgentWorksNoneIsSpokenOf() {
        CommitId commit = new CommitId("1".repeat(40));

        assertThat(NoticeText.of(new RunNotice.BaselineBegan("main", commit, false, Origin.BRANCHES))
                        .text())
                .endsWith("; branches are merged once that is green");
        assertThat(NoticeText.of(new RunNotice.BaselineBegan("main", commit, false, Origin.AGENTS))
                        .text())
                .endsWith("; agents begin once that is green");
    }

    @Test
    void nobodyAsksWhereItIsNotWantedOrThereAreNoTests() {
        assertThat(scene(BaselinePolicy.UNTESTED).all(RunAction.RunTrial.class)).isEmpty();
        assertThat(new Scene(4, feature("a")).begin().all(RunAction.RunTrial.class))
                .isEmpty();
    }

    @Test
    void onARedBaseAWaveLandsThatFailsInNothingElse() {
        Scene scene = scene(BaselinePolicy.ALLOW_RED);
        scene.tested(failing("old")).finished("a").finished("b").merged();

        scene.tested(failing("old")).landed();

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Done.class);
        assertThat(scene.snapshot.run().orElseThrow().account().tests())
                .last()
                .matches(TestRun::isGood)
                .extracting(TestRun::failingBefore)
                .isEqualTo(1);
        assertThat(scene.notices)
                .extracting(notice -> NoticeText.of(notice).text())
                .contains(
                        "the combined tests fail in nothing that the target does not: 1 test fails on both, 'old'\n1 failing")
                .anyMatch(text -> text.endsWith("; agents begin once that has ended"))
                .noneMatch(text -> text.startsWith("combined tests passed"));
    }

    @Test
    void onARedBaseACulpritIsSoughtWhereTestsCanBeToldApart() {
        Scene scene = scene(BaselinePolicy.ALLOW_RED);
        scene.tested(failing("old")).finished("a").finished("b").merged();

        scene.tried(trial ->
                trial.work().tips().stream().anyMatch(tip -> tip.feature().equals(id("b")))
                        ? failing("old", "new")
                        : failing("old"));

        assertThat(scene.snapshot.run().orElseThrow().account().culprits())
                .singleElement()
                .satisfies(found -> assertThat(found.feature()).isEqualTo(id("b")))
                .satisfies(found -> assertThat(found.evidence()).contains("'new'"));
    }

    @Test
    void onARedBaseACrashIsSomethingElse() {
        Scene scene = scene(BaselinePolicy.ALLOW_RED);
        scene.tested(failing(1, Set.of("C", "D"), "old"))
                .finished("a")
                .finished("b")
                .merged();

        scene.tried(trial -> {
            boolean hasB =
                    trial.work().tips().stream().anyMatch(tip -> tip.feature().equals(id("b")));
            return hasB ? failing(134, Set.of("C"), "old") : failing(1, Set.of("C", "D"), "old");
        });

        assertThat(scene.snapshot.run().orElseThrow().account().culprits())
                .singleElement()
                .satisfies(found -> assertThat(found.feature()).isEqualTo(id("b")))
                .satisfies(found -> assertThat(found.evidence()).contains("exit status 134; no report of 'D'"));
    }

    @Test
    void onARedBaseTestsThatTellNothingAnyMoreAreSomethingElse() {
        Scene scene = scene(BaselinePolicy.ALLOW_RED);
        scene.tested(failing("old")).finished("a").finished("b").merged();

        scene.tried(trial ->
                trial.work().tips().stream().anyMatch(tip -> tip.feature().equals(id("b")))
                        ? Scene.RED
                        : failing("old"));

        assertThat(scene.snapshot.run().orElseThrow().account().culprits())
                .singleElement()
                .satisfies(found -> assertThat(found.feature()).isEqualTo(id("b")));
    }

    @Test
    void onARedBaseNobodyIsBlamedWhereTestsCannotBeToldApart() {
        Scene scene = scene(BaselinePolicy.ALLOW_RED);
        scene.tested(Scene.RED).finished("a").finished("b").merged();

        scene.tested(Scene.RED);

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Stopped.class);
        assertThat(scene.snapshot.run().orElseThrow().account().culprits()).isEmpty();
        assertThat(scene.phase("a")).isInstanceOf(FeaturePhase.Finished.class);
    }

    @Test
    void whereOthersMovedTheTargetTheNewBaseIsTestedBeforeAnybodyIsBlamed() {
        Scene scene = new Scene(4, feature("a"), feature("slow"));
        scene.tests = Optional.of("make test");
        scene.target = Scene.commit(5); // what is merged onto commit 1 then has another base
        scene.begin().tested(Scene.GREEN).finished("a").made("slow");
        scene.ended("slow", new AgentResult.Succeeded()).collected("slow").merged();

        scene.tested(Scene.RED);
        assertThat(scene.trial().work().tips()).isEmpty();
        assertThat(scene.trial().base()).isEqualTo(Scene.commit(1));
        scene.tested(Scene.RED);

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Stopped.class);
        assertThat(scene.snapshot.run().orElseThrow().account().culprits()).isEmpty();
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(0)).contains("--no-baseline");
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(1))
                .isEqualTo("features a, slow were finished when the run stopped; the same command merges them once"
                        + " refs/heads/main is green");
        assertThat(scene.phase("a")).isInstanceOf(FeaturePhase.Finished.class);
    }

    @Test
    void aSearchThatDidNotKnowOfTheRedBaseBeginsAnewOnceTheNextStartDoes() {
        Scene scene = new Scene(4, feature("a"));
        scene.tests = Optional.of("make test");
        scene.baseline = BaselinePolicy.ALLOW_RED;
        scene.target = Scene.commit(5); // what is merged onto commit 1 then has another base
        scene.begin().tested(Scene.GREEN).finished("a").merged().tested(failing("old"));
        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Searching.class);

        scene.target = Scene.commit(1);
        scene.takeOver(2).tested(failing("old"));

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Testing.class);
        assertThat(scene.tested(failing("old")).landed().runPhase()).isInstanceOf(RunPhase.Done.class);
    }

    @Test
    void branchesAreIntegratedOnAGreenTargetOnly() {
        Scene scene = new Scene(1, feature("a"));
        scene.tests = Optional.of("make test");
        scene.origin = Origin.BRANCHES;
        scene.begin().made("a").tested(Scene.RED).kept("a");

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Stopped.class);
        assertThat(scene.all(RunAction.MergeWave.class)).isEmpty();
        assertThat(List.copyOf(scene.snapshot.state().completed())).isEmpty();
    }
}
