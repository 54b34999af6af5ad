package dev.coord.core.run;

import static dev.coord.core.run.Scene.feature;
import static dev.coord.core.run.Scene.id;
import static dev.coord.core.run.Scene.secondWave;
import static dev.coord.core.run.Scene.twoWaves;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.core.answer.run.NoticeText;
import dev.coord.core.lock.LockTable;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.RunStep;
import dev.coord.core.state.Lifecycle;
import dev.coord.lock.LockRequest;
import dev.coord.merge.Candidate;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.Resolved;
import dev.coord.merge.TestResult;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount.LandedWave;
import dev.coord.run.RunPhase;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a process makes of a run whose owner has died. */
class TakingOverTest {

    @Test
    void theTimeThatAgentsWorkedSurvivesAResume() {
        Scene scene = twoWaves().made("base");
        scene.now = scene.now.plus(Duration.ofMinutes(2));
        scene.ended("base", new AgentResult.Failed("no idea")).kept("base");
        Duration worked = scene.snapshot.run().orElseThrow().feature(id("base")).agentTime();

        scene.takeOver(2);

        assertThat(worked).isPositive();
        assertThat(scene.snapshot.run().orElseThrow().feature(id("base")).agentTime())
                .isEqualTo(worked);
    }

    @Test
    void whatAnotherFeatureFileLeavesOutIsTold() {
        Scene scene = new Scene(4, feature("ship"), feature("tax")).begin();
        scene.made("ship").ended("ship", new AgentResult.Failed("no idea")).kept("ship");
        scene.notices.clear();

        scene.takeOver(2, feature("tax"));

        assertThat(scene.notices)
                .filteredOn(RunNotice.Warning.class::isInstance)
                .extracting(notice -> notice.about().orElseThrow() + " "
                        + NoticeText.of(notice).text())
                .containsExactly(
                        "ship is in run " + scene.snapshot.run().orElseThrow().id()
                                + " and not in this feature file, so the run goes on without it; its work is kept at refs/coord/kept/ship;"
                                + " the file that has it makes it again");
    }

    @Test
    void whatWasCompletedByHandAndHasNotLandedIsMadeAndTold() {
        Scene scene = new Scene(4, feature("b"), feature("c"));
        scene.snapshot = Lifecycle.land(Snapshot.EMPTY, List.of(id("b"), id("c")), scene.now);
        TreeMap<FeatureId, String> landed = new TreeMap<>();
        landed.put(id("c"), "digest of c");

        RunStep step = scene.beginning(landed, Optional.empty());

        assertThat(step.notices())
                .filteredOn(RunNotice.Warning.class::isInstance)
                .extracting(notice -> NoticeText.of(notice).text())
                .containsExactly(
                        "is completed, but no commit on refs/heads/main says that it has landed, so it is made; if its"
                                + " work is there already, take it out of the feature file");
    }

    @Test
    void whatThisRunFinishedWasNotCompletedByHand() {
        Scene scene = new Scene(4, feature("b"), feature("c")).begin().finished("b");

        RunStep step = scene.beginning(new TreeMap<>(), scene.snapshot.run().map(run -> run.owner()));

        assertThat(step.notices()).noneMatch(RunNotice.Warning.class::isInstance);
    }

    @Test
    void endsAgentsOfTheEarlierTryBeforeNewOnesStart() {
        Scene scene = twoWaves().made("base");
        ProcessId agent = new ProcessId(77, Instant.EPOCH, "here");
        scene.on(new RunEvent.AgentStarted(id("base"), 1, agent)).takeOver(2);

        assertThat(scene.all(RunAction.MakeWorkspace.class)).isEmpty();
        assertThat(scene.last(RunAction.KeepWork.class).process()).contains(agent);
        assertThat(scene.snapshot.locks().leases()).isEmpty();
        scene.kept("base");

        assertThat(scene.last(RunAction.MakeWorkspace.class).workspace().attempt())
                .isEqualTo(2);
    }

    @Test
    void usesFinishedWorkAgain() {
        Scene scene =
                new Scene(4, feature("b"), feature("c")).begin().finished("b").takeOver(2);

        assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Finished.class);
        assertThat(scene.all(RunAction.KeepWork.class)).hasSize(1);
    }

    @Test
    void goesOnTestingWithoutMergingAgain() {
        Scene scene = twoWaves().finished("base").merged();
        RunPhase testing = scene.runPhase();

        scene.takeOver(2);

        assertThat(testing).isInstanceOf(RunPhase.Testing.class);
        assertThat(scene.runPhase()).isEqualTo(testing);
        assertThat(scene.actions)
                .containsExactly(new RunAction.RunTrial(Trial.of(((RunPhase.Testing) testing).candidate(), List.of())));
        scene.tested(TrialOutcome.of(TestResult.green(""))).landed();
        assertThat(scene.phase("left")).isInstanceOf(FeaturePhase.Preparing.class);
    }

    @Test
    void mergesAgainWhereTheCandidateIsGone() {
        Scene scene = twoWaves().finished("base").merged();
        scene.gone.add(((RunPhase.Testing) scene.runPhase()).candidate().commit());

        mergesAgain(scene.takeOver(2));
    }

    @Test
    void mergesAgainWhatWasMergedByWhatItMeansWhereThatIsOffNow() {
        Scene scene = twoWaves().finished("base");
        Candidate candidate = new Candidate(
                scene.last(RunAction.MergeWave.class).work(),
                Scene.commit(1),
                Scene.commit(9),
                List.of(new Resolved(id("base"), "a.json", "JSON", List.of(), 0)));
        scene.merged(new MergeOutcome.Merged(candidate));

        scene.takeOver(2);
        assertThat(scene.all(RunAction.MergeWave.class)).isEmpty();
        scene.structured = false;

        mergesAgain(scene.takeOver(3));
    }

    @Test
    void mergesAgainWhereTheTargetHasMoved() {
        Scene scene = twoWaves().finished("base").merged();
        scene.target = Scene.commit(2);

        mergesAgain(scene.takeOver(2));
    }

    private void mergesAgain(Scene scene) {
        assertThat(scene.runPhase()).isEqualTo(new RunPhase.Merging(scene.target, 0));
        assertThat(scene.actions).hasSize(1).hasOnlyElementsOfType(RunAction.MergeWave.class);
    }

    @Test
    void testsNothingOfAFeatureThatIsDeclaredInAnotherWayNow() {
        Scene scene = new Scene(1, feature("b")).begin().finished("b").merged();
        scene.mended.add("b");

        scene.takeOver(2);

        assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Salvaging.class);
        assertThat(scene.all(RunAction.RunTrial.class)).isEmpty();
    }

    @Test
    void asksTheRepositoryWhatHasLanded() {
        Scene scene = twoWaves().finished("base").integrated();
        TreeMap<FeatureId, String> landed = new TreeMap<>(scene.digests());

        scene.begin(landed, Optional.of(Scene.FIRST_OWNER));

        assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
        assertThat(scene.snapshot.state().completed()).containsExactlyInAnyOrder(id("base"), id("left"), id("right"));
    }

    @Test
    void notesALandingThatNobodyWasLeftToNote() {
        Scene scene = twoWaves().finished("base").integrated();
        Candidate landing = ((RunPhase.Landing) scene.runPhase()).candidate();
        TreeMap<FeatureId, String> landed = new TreeMap<>(scene.digests());
        landed.keySet().retainAll(List.of(id("base")));

        scene.takeOver(2, landed);
        scene.takeOver(3, landed);

        assertThat(scene.snapshot.run().orElseThrow().account().landings())
                .singleElement()
                .isEqualTo(new LandedWave(0, List.of(id("base")), landing.base(), landing.commit(), scene.now));
    }

    @Test
    void notesNoLandingThatDidNotCome() {
        Scene scene = twoWaves().finished("base").integrated();

        scene.takeOver(2);

        assertThat(scene.snapshot.run().orElseThrow().account().landings()).isEmpty();
    }

    @Test
    void removesTheWorkspaceOfALandedFeatureThoughItDiedMeanwhile() {
        Scene scene = secondWave();
        TreeMap<FeatureId, String> landed = new TreeMap<>(scene.digests());
        landed.keySet().retainAll(List.of(id("base")));

        scene.takeOver(2, landed);

        assertThat(scene.last(RunAction.RemoveWorkspace.class).workspace().feature())
                .isEqualTo(id("base"));
        scene.removed("base");
        assertThat(scene.phase("base")).isEqualTo(new FeaturePhase.Landed());
    }

    @Test
    void triesAgainToPinWhatCouldNotBePinned() {
        Scene scene = twoWaves().made("base").ended("base", new AgentResult.Failed("exit status 3"));
        RunAction.KeepWork keep = scene.last(RunAction.KeepWork.class);
        scene.on(new RunEvent.ActionFailed(keep, "disk full", ""));

        scene.takeOver(2);

        assertThat(scene.last(RunAction.KeepWork.class).workspace()).isEqualTo(keep.workspace());
        assertThat(scene.all(RunAction.MakeWorkspace.class)).isEmpty();
    }

    @Test
    void removesAWorkspaceThatCouldNotBeRemovedBefore() {
        Scene scene = secondWave();
        TreeMap<FeatureId, String> landed = new TreeMap<>(scene.digests());
        landed.keySet().retainAll(List.of(id("base")));
        RunAction.RemoveWorkspace remove = scene.last(RunAction.RemoveWorkspace.class);
        scene.on(new RunEvent.ActionFailed(remove, "disk full", ""));

        scene.takeOver(2, landed);

        assertThat(scene.last(RunAction.RemoveWorkspace.class)).isEqualTo(remove);
    }

    @Test
    void endsAnAgentThatCouldNotBeEndedBefore() {
        Scene scene = twoWaves().made("base");
        ProcessId agent = new ProcessId(77, Instant.EPOCH, "here");
        scene.on(new RunEvent.AgentStarted(id("base"), 1, agent)).takeOver(2);
        RunAction.KeepWork keep = scene.last(RunAction.KeepWork.class);
        for (int pid = 3; pid < 5; pid++) {
            scene.on(new RunEvent.ActionFailed(scene.last(RunAction.KeepWork.class), "not permitted", ""));

            scene.takeOver(pid);

            assertThat(scene.last(RunAction.KeepWork.class)).isEqualTo(keep);
        }
    }

    @Test
    void givesLocksBackThatWereGrantedWhileNobodyDrove() {
        Scene scene = new Scene(1, feature("b"));
        LockRequest outsider =
                LockRequest.builder("outsider", "x").write("b.ts").build();
        scene.snapshot = LockTable.request(scene.snapshot, outsider, scene.now).after();
        scene.begin().made("b");
        scene.now = scene.now.plus(LockRequest.DEFAULT_TTL);
        scene.snapshot = LockTable.expire(scene.snapshot, scene.now);
        assertThat(scene.snapshot.locks().leases()).hasSize(1);

        scene.takeOver(2);

        assertThat(scene.snapshot.locks().leases()).isEmpty();
    }
}
