package dev.coord.core.run;

import static dev.coord.core.run.Scene.feature;
import static dev.coord.core.run.Scene.id;
import static dev.coord.core.run.Scene.secondWave;
import static dev.coord.core.run.Scene.twoWaves;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.answer.run.NoticeText;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.state.Rules;
import dev.coord.lock.FencingToken;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip.Fence;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.Resolved;
import dev.coord.merge.TestResult;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Feature;
import dev.coord.plan.Schedule;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.state.Command;
import dev.coord.state.FeatureStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What merging, testing and landing lead to. */
class WaveStepsTest {

    @Test
    void redTestsFailTheWavesFeaturesAndKeepTheirWork() {
        Scene scene = twoWaves().finished("base");

        scene.red();

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Stopped.class);
        assertThat(scene.snapshot.state().statusOf(id("base"))).isEqualTo(FeatureStatus.FAILED);
        assertThat(scene.phase("base")).isInstanceOf(FeaturePhase.Finished.class);
    }

    @Test
    void aRetryAfterRedTestsDoesTheWorkAgain() {
        Scene scene = twoWaves().finished("base");
        scene.red();
        scene.snapshot = Rules.apply(scene.snapshot, new Command.RetryFeature(id("base"), new AgentId("me")), scene.now)
                .after();
        scene.actions.clear();

        scene.begin().kept("base");

        assertThat(scene.all(RunAction.KeepWork.class)).hasSize(1);
        assertThat(scene.last(RunAction.MakeWorkspace.class).workspace().attempt())
                .isEqualTo(2);
    }

    @Test
    void aFileThatGitCouldNotMergeIsToldAndStaysKnownOfItsFeature() {
        Scene scene = secondWave().finished("left").finished("right");
        Candidate merged = new Candidate(
                scene.last(RunAction.MergeWave.class).work(),
                Scene.commit(1),
                Scene.commit(5),
                List.of(Resolved.regenerated(id("right"), "a.lock")));

        scene.merged(new MergeOutcome.Merged(merged))
                .tested(TrialOutcome.of(TestResult.green("")))
                .landed();

        assertThat(scene.snapshot.run().orElseThrow().feature(id("right")).resolved())
                .isEqualTo(merged.resolved());
        assertThat(scene.snapshot.run().orElseThrow().feature(id("left")).resolved())
                .isEmpty();
        assertThat(told(scene)).containsOnlyOnce("'a.lock' conflicts, and the command for it made it anew");
    }

    @Test
    void whyNothingButGitKnowsTheFilesIsToldWithTheConflict() {
        Scene scene = secondWave().finished("left").finished("right");
        WaveWork work = scene.last(RunAction.MergeWave.class).work();
        MergeOutcome.Conflicted conflict = new MergeOutcome.Conflicted(
                id("right"),
                List.of(new ConflictedFile("a.json", List.of(), List.of(id("base")))),
                List.of("'a.json': both sides set 'b'"),
                "'a.lock' could not be made anew: exit status 3",
                "npm: no network\n");

        scene.merged(Scene.leftOut(work, work.tips().subList(0, 1), List.of(conflict)));

        assertThat(told(scene))
                .contains(
                        "it does not merge with base: conflict in 'a.json'; 'a.lock' could not be made anew: exit status 3")
                .contains("'a.lock' could not be made anew: exit status 3\nnpm: no network");
        assertThat(scene.notices)
                .filteredOn(FeatureNotice.NotMerged.class::isInstance)
                .extracting(notice -> ((FeatureNotice.NotMerged) notice).refusals())
                .containsExactly(conflict.refusals());
    }

    @Test
    void aMigrationThatDoesNotFitIsNoConflictInItsFile() {
        Scene scene = secondWave().finished("left").finished("right");
        WaveWork work = scene.last(RunAction.MergeWave.class).work();
        String why = "migrations/002_x.sql: 002 is that of migrations/002_y.sql; 003 is free";
        MergeOutcome.Conflicted conflict = new MergeOutcome.Conflicted(
                id("right"),
                List.of(new ConflictedFile("migrations/002_x.sql", List.of(), List.of(id("base")))),
                List.of(why),
                why,
                "");

        scene.merged(Scene.leftOut(work, work.tips().subList(0, 1), List.of(conflict)));

        assertThat(told(scene)).contains("it does not merge with base: " + why);
    }

    private static List<String> told(Scene scene) {
        return scene.notices.stream()
                .map(notice -> NoticeText.of(notice).text())
                .toList();
    }

    @Test
    void whatDoesNotMergeIsLeftOutAndTheRestLands() {
        Scene scene = secondWave().finished("left").finished("right");

        scene.metWhatLanded("right");

        assertThat(scene.snapshot.state().statusOf(id("left"))).isEqualTo(FeatureStatus.COMPLETED);
        assertThat(scene.snapshot.state().statusOf(id("right"))).isEqualTo(FeatureStatus.FAILED);
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                .singleElement()
                .asString()
                .contains("right", "does not merge with left", "'x.ts' line 3-5", "refs/coord/kept/right");
        assertThat(scene.conflicts).last().satisfies(entry -> {
            assertThat(entry.type()).isEqualTo(ConflictType.MERGE_CONFLICT);
            assertThat(entry.features()).containsExactly(id("left"), id("right"));
        });
    }

    @Test
    void aWaveOfWhichNothingMergesGivesWayToTheNext() {
        Scene scene = new Scene(
                        4,
                        feature("a"),
                        feature("b"),
                        Feature.builder("c").writes("a.ts").build())
                .begin();
        scene.finished("a").finished("b");

        scene.mergedWithout("a", "b")
                .kept("a")
                .kept("b")
                .finished("c")
                .integrated()
                .landed();

        assertThat(scene.snapshot.state().completed()).containsExactly(id("c"));
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons()).hasSize(2);
        assertThat(scene.last(RunAction.LandWave.class).candidate().work().wave())
                .isZero();
    }

    @Test
    void workThatANewerHolderOvertookFailsWithBothTokensAndIsKept() {
        Scene scene = secondWave().finished("left").finished("right");

        scene.merged(overtaken(scene, "right", "left"))
                .kept("right")
                .tested(TrialOutcome.of(TestResult.green("")))
                .landed();

        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(0))
                .contains("'right'", "token 2", "'left'", "token 7", "x.ts", "the same command");
        assertThat(((FeaturePhase.Failed) scene.phase("right")).kept()).isNotEmpty();
        assertThat(scene.snapshot.state().statusOf(id("right"))).isEqualTo(FeatureStatus.FAILED);
        assertThat(scene.snapshot.state().statusOf(id("left"))).isEqualTo(FeatureStatus.COMPLETED);
        assertThat(scene.conflicts).last().satisfies(entry -> {
            assertThat(entry.type()).isEqualTo(ConflictType.FILE_WRITE_CONFLICT);
            assertThat(entry.features()).containsExactly(id("left"), id("right"));
            assertThat(entry.subjects()).containsExactly("x.ts");
        });
    }

    @Test
    void workThatANewerHolderOvertookIsMadeAnewByTheNextTry() {
        Scene scene = secondWave().finished("left").finished("right");
        scene.merged(overtaken(scene, "right", "left")).kept("right");
        scene.tested(TrialOutcome.of(TestResult.green(""))).landed().removed("left");
        scene.snapshot = Rules.apply(
                        scene.snapshot, new Command.RetryFeature(id("right"), new AgentId("me")), scene.now)
                .after();
        scene.actions.clear();

        SortedMap<FeatureId, String> landed = new TreeMap<>();
        landed.put(id("base"), "digest of base");
        landed.put(id("left"), "digest of left");
        scene.begin(landed, Optional.empty());

        assertThat(scene.all(RunAction.MakeWorkspace.class))
                .extracting(action -> action.workspace().feature().value()
                        + action.workspace().attempt())
                .containsExactly("right2");
    }

    @Test
    void finishedWorkCarriesTheFenceOfItsLease() {
        Scene scene = twoWaves().finished("base");

        WaveWork work = scene.last(RunAction.MergeWave.class).work();

        Fence fence = work.tips().get(0).fence().orElseThrow();
        assertThat(fence.token()).isEqualTo(scene.snapshot.locks().lastToken());
        assertThat(fence.writes()).isEqualTo(scene.declared("base").fileWrites());
    }

    @Test
    void aTargetThatMovedIsMergedOntoAgain() {
        Scene scene = twoWaves().finished("base").integrated();

        scene.landed(new LandingOutcome.TargetMoved(Scene.commit(9)));

        assertThat(scene.all(RunAction.MergeWave.class)).hasSize(2);
        scene.integrated().landed().removed("base");
        assertThat(scene.phase("base")).isEqualTo(new FeaturePhase.Landed());
    }

    @Test
    void aSetUpOfTheIntegrationTreeThatFailedStopsTheRunAndFailsNoFeature() {
        Scene scene = twoWaves().finished("base").merged();
        RunAction test = scene.last(RunAction.RunTrial.class);
        RunEvent failed = new RunEvent.ActionFailed(test, "its set-up failed: exit status 1", "no network\n");

        assertThat(scene.peek(failed).notices())
                .extracting(notice -> NoticeText.of(notice).text())
                .startsWith("wave 0 (base) could not be integrated: its set-up failed: exit status 1\nno network");
        scene.on(failed);
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                .containsExactly(
                        "wave 0 (base) could not be integrated: its set-up failed: exit status 1",
                        "features left, right were not begun, since the run stopped before; the same command begins them");
        assertThat(scene.phase("base")).isInstanceOf(FeaturePhase.Finished.class);
        assertThat(scene.snapshot.state().statusOf(id("base"))).isNotEqualTo(FeatureStatus.FAILED);
    }

    @Test
    void tellsHowLongTheSetUpOfTheIntegrationTreeTook() {
        Scene scene = twoWaves().finished("base").merged();
        TrialOutcome passed = new TrialOutcome(
                Optional.of(TestResult.green("")), new TreeMap<>(), List.of(), Optional.of(Duration.ofSeconds(2)));

        assertThat(scene.peek(new RunEvent.TrialEnded(
                                scene.last(RunAction.RunTrial.class).trial(), passed))
                        .notices())
                .extracting(notice -> NoticeText.of(notice).text())
                .contains("the integration tree was set up in 2s");
    }

    private static MergeOutcome overtaken(Scene scene, String late, String by) {
        WaveWork work = scene.last(RunAction.MergeWave.class).work();
        return Scene.leftOut(
                work,
                work.tips().stream()
                        .filter(tip -> !tip.feature().equals(id(late)))
                        .toList(),
                List.of(new MergeOutcome.Overtaken(
                        id(late), new FencingToken(2), id(by), new FencingToken(7), List.of("x.ts"))));
    }

    @Nested
    class RewoundTarget {

        private final Scene scene = secondWave().finished("left").finished("right");

        private final CommitId landed =
                scene.last(RunAction.MergeWave.class).work().since().orElseThrow();

        @Test
        void isAskedForWithEveryWave() {
            assertThat(landed).isEqualTo(((RunPhase.Merging) scene.runPhase()).base());
        }

        @Test
        void stopsTheRunWithTheCommandForEachWayOn() {
            scene.merged(new MergeOutcome.TargetRewound(landed, Scene.commit(1), "git merge it"));

            assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(0))
                    .contains("set refs/heads/main back", "run the same command again", "git merge it");
            assertThat(scene.phase("left")).isInstanceOf(FeaturePhase.Finished.class);
        }

        @Test
        void whatWasBuiltOnItIsMadeAnew() {
            scene.gone.add(landed);

            scene.takeOver(2);

            assertThat(scene.phase("left")).isInstanceOf(FeaturePhase.Salvaging.class);
            assertThat(scene.all(RunAction.KeepWork.class)).hasSize(3); // with what had landed
            assertThat(scene.kept("left").phase("left")).isInstanceOf(FeaturePhase.Pending.class);
        }
    }

    @Nested
    class BrokenLanding {

        private final Scene scene = new Scene(Schedule.CONTINUOUS, 4, feature("a"), feature("b"))
                .begin()
                .made("b")
                .finished("a")
                .integrated();

        private final Candidate candidate = scene.last(RunAction.LandWave.class).candidate();

        private Scene fails(Optional<Boolean> landed) {
            return scene.on(new RunEvent.LandingFailed(candidate, "the disk is full", landed));
        }

        @Test
        void othersGoOnAndAreKept() {
            fails(Optional.of(false));

            assertThat(scene.runPhase()).isInstanceOf(RunPhase.Draining.class);
            assertThat(scene.all(RunAction.EndAgent.class)).isEmpty();
            scene.ended("b", new AgentResult.Succeeded()).collected("b");
            assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Finished.class);
            assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(0)).contains("the disk is full");
        }

        @Test
        void landedAllTheSameTheRunGoesOn() {
            fails(Optional.of(true));

            assertThat(scene.runPhase()).isInstanceOf(RunPhase.Working.class);
            scene.ended("b", new AgentResult.Succeeded()).collected("b").integrated();
            assertThat(scene.all(RunAction.LandWave.class)).hasSize(2);
        }

        @Test
        void theIntentIsKeptWhereNobodyKnows() {
            fails(Optional.empty());
            scene.ended("b", new AgentResult.Succeeded()).collected("b");

            assertThat(((RunPhase.Stopped) scene.runPhase()).landing()).contains(candidate);
            assertThat(EarlierTry.of(scene.snapshot).landing()).contains(candidate);
        }
    }
}
