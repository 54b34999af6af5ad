package dev.coord.core.run;

import static dev.coord.core.run.Scene.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.core.answer.run.NoticeText;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Verdict;
import dev.coord.plan.Feature;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount.Cause;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunAccount.Returned;
import dev.coord.run.RunAccount.TestRun;
import dev.coord.run.RunPhase;
import dev.coord.run.RunSettings.Origin;
import dev.coord.state.FeatureStatus;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a feature is worth is asked of its own check, before it meets what others made. */
class CheckStepsTest {

    private static final Feature A =
            Feature.builder("a").writes("a.ts").check("test -f a.ts").build();
    private static final Feature B = Feature.builder("b").writes("b.ts").build();

    private static final TestResult RED = new TestResult(
            Verdict.RED, "exit status 1", "no\u001b[31m a.ts\n", new TreeSet<>(), Duration.ofSeconds(3), false);

    private static Scene checking(Feature... features) {
        Scene scene = new Scene(4, features);
        scene.tries = 2;
        return scene.begin().finished("a");
    }

    @Test
    void runsOnWhatWasCollectedUnderTheLeaseOfItsAgent() {
        Scene scene = checking(A, B);

        FeaturePhase.Checking checking = (FeaturePhase.Checking) scene.phase("a");
        assertThat(scene.all(RunAction.CheckWork.class))
                .containsExactly(new RunAction.CheckWork(
                        checking.workspace(), A, checking.passed().tip()));
        assertThat(scene.snapshot.locks().leases())
                .extracting(lease -> lease.id())
                .contains(checking.lease().orElseThrow());
        assertThat(scene.snapshot.state().statusOf(id("a"))).isEqualTo(FeatureStatus.ACTIVE);
        assertThat(scene.notices)
                .filteredOn(FeatureNotice.CheckBegan.class::isInstance)
                .extracting(notice -> NoticeText.of(notice).text())
                .containsExactly("checked by test -f a.ts");
    }

    @Test
    void greenItIsFinishedAndNoLockIsHeldAnyMore() {
        Scene scene = checking(A);
        FeaturePhase.Finished passed = ((FeaturePhase.Checking) scene.phase("a")).passed();

        scene.checked("a", TestResult.green("ok"));

        assertThat(scene.phase("a")).isEqualTo(passed);
        assertThat(passed.fence()).isPresent();
        assertThat(scene.snapshot.locks().leases()).isEmpty();
        assertThat(scene.all(RunAction.MergeWave.class)).hasSize(1);
        assertThat(scene.snapshot.run().orElseThrow().account().tests())
                .containsExactly(new TestRun(
                        0, Purpose.CHECK, List.of(id("a")), List.of(id("a")), Verdict.GREEN, false, Duration.ZERO));
        assertThat(scene.notices)
                .extracting(Object::getClass)
                .containsSubsequence(FeatureNotice.CheckPassed.class, FeatureNotice.Finished.class);
    }

    @Test
    void redItGoesBackWithWhatTheCheckPrintedAndThenFailsWhileTheRestLands() {
        Scene scene = checking(A, B).finished("b");
        CommitId tip = ((FeaturePhase.Checking) scene.phase("a")).passed().tip();

        scene.checked("a", RED).kept("a").made("a");

        FeaturePhase.Running again = (FeaturePhase.Running) scene.phase("a");
        assertThat(again.workspace().resumes()).contains(tip);
        assertThat(scene.last(RunAction.RunAgent.class).task().tryNumber()).isEqualTo(2);
        assertThat(scene.snapshot.run().orElseThrow().account().returns())
                .containsExactly(new Returned(0, id("a"), Cause.CHECK, List.of(), 0));
        assertThat(scene.last(RunAction.RunAgent.class).task().feedback())
                .contains("its check failed: exit status 1.", "```text\n$ test -f a.ts\nno\u001b[31m a.ts\n```");
        assertThat(scene.notices.stream().map(NoticeText::of).map(NoticeText::text))
                .contains(
                        "its check failed: exit status 1\nno\\u001b[31m a.ts",
                        "its check failed: exit status 1; it goes back to its agent, call 2 of 2");

        scene.ended("a", new AgentResult.Succeeded())
                .collected("a")
                .checked("a", RED)
                .kept("a")
                .integrated()
                .landed();

        assertThat(scene.phase("a"))
                .isEqualTo(new FeaturePhase.Failed("its check failed: exit status 1", "refs/coord/kept/a"));
        assertThat(scene.notices.stream().map(NoticeText::of).map(NoticeText::text))
                .contains("its check failed: exit status 1, as before");
        assertThat(scene.snapshot.state().completed()).containsExactly(id("b"));
        assertThat(scene.snapshot.locks().leases()).isEmpty();
        assertThat(scene.snapshot.run().orElseThrow().account().tests())
                .extracting(TestRun::purpose)
                .startsWith(Purpose.CHECK, Purpose.CHECK);
    }

    @Test
    void overdueIsNoBetterThanRed() {
        Scene scene = checking(A);
        TestResult overdue = new TestResult(
                Verdict.OVERDUE, "did not end within 10m", "", new TreeSet<>(), Duration.ofMinutes(10), false);

        scene.checked("a", overdue).kept("a").made("a");

        assertThat(scene.last(RunAction.RunAgent.class).task().feedback())
                .contains("its check failed: did not end within 10m.", "```text\n$ test -f a.ts\n```");
    }

    @Test
    void whatChangedNothingIsNotChecked() {
        Scene scene = new Scene(4, A);
        scene.allowEmpty = true;
        scene.begin().made("a").ended("a", new AgentResult.Succeeded()).nothingFound("a");

        assertThat(scene.phase("a")).isInstanceOf(FeaturePhase.Finished.class);
        assertThat(scene.all(RunAction.CheckWork.class)).isEmpty();
    }

    @Test
    void branchesThatAreThereAreCheckedWhereTheyAreMerged() {
        Scene scene = new Scene(4, A);
        scene.origin = Origin.BRANCHES;
        scene.begin().collected("a", "a.ts");

        assertThat(scene.all(RunAction.CheckWork.class)).isEmpty();
    }

    @Test
    void aCheckThatCannotBeTriedFailsItsFeature() {
        Scene scene = checking(A);

        scene.on(new RunEvent.ActionFailed(scene.last(RunAction.CheckWork.class), "the disk is full", ""))
                .kept("a");

        assertThat(scene.phase("a"))
                .isEqualTo(
                        new FeaturePhase.Failed("its check could not be run: the disk is full", "refs/coord/kept/a"));
        assertThat(scene.snapshot.locks().leases()).isEmpty();
    }

    @Test
    void whatLostItsLeaseWhileItWasCheckedFails() {
        Scene scene = checking(A);
        scene.now = scene.now.plus(Duration.ofHours(20));

        scene.woken().checked("a", TestResult.green(""));

        assertThat(scene.phase("a")).isInstanceOf(FeaturePhase.Salvaging.class);
        assertThat(((FeaturePhase.Salvaging) scene.phase("a")).reason().orElseThrow())
                .contains("was lost while it was checked");
    }

    @Test
    void anotherStartRunsTheCheckAgainAndNotTheAgent() {
        Scene scene = checking(A);
        FeaturePhase.Checking before = (FeaturePhase.Checking) scene.phase("a");

        scene.takeOver(2);

        FeaturePhase.Checking after = (FeaturePhase.Checking) scene.phase("a");
        assertThat(after.passed()).isEqualTo(before.passed());
        assertThat(scene.actions)
                .containsExactly(new RunAction.CheckWork(
                        after.workspace(), A, after.passed().tip()));
        assertThat(scene.snapshot.locks().leases()).isEmpty();
        assertThat(scene.notices)
                .filteredOn(FeatureNotice.CheckBegan.class::isInstance)
                .hasSize(2);
        scene.checked("a", TestResult.green("")).integrated().landed();
        assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
    }

    @Test
    void anotherStartSendsBackWhatIsRed() {
        Scene scene = checking(A).takeOver(2);

        scene.checked("a", RED).kept("a").made("a");

        assertThat(scene.last(RunAction.RunAgent.class).task().tryNumber()).isEqualTo(2);
        assertThat(scene.last(RunAction.RunAgent.class).task().feedback()).contains("its check failed");
    }

    @Test
    void withoutItsCheckItIsFinished() {
        Scene scene = checking(A);
        FeaturePhase.Finished passed = ((FeaturePhase.Checking) scene.phase("a")).passed();

        scene.takeOver(2, Feature.builder("a").writes("a.ts").build());

        assertThat(scene.phase("a")).isEqualTo(passed);
        assertThat(scene.all(RunAction.MergeWave.class)).hasSize(1);
    }

    @Test
    void whatTheTargetDoesNotContainAnyMoreIsMadeAnew() {
        Scene scene = checking(A);
        FeaturePhase.Finished passed = ((FeaturePhase.Checking) scene.phase("a")).passed();
        scene.gone.add(passed.workspace().base());

        scene.takeOver(2).kept("a");

        assertThat(scene.phase("a")).isInstanceOf(FeaturePhase.Preparing.class);
        assertThat(scene.notices.stream().map(NoticeText::of).map(NoticeText::text))
                .anyMatch(text -> text.contains("does not contain any more; it is made anew"));
    }
}
