package dev.coord.core.run;

import static dev.coord.core.run.Scene.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.answer.run.NoticeText;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.RollbackState;
import dev.coord.core.run.event.RunAction;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.TestResult;
import dev.coord.merge.TrialOutcome;
import dev.coord.plan.Feature;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.AgentTask;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.state.ConflictEntry;
import dev.coord.state.FeatureStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What does not merge goes back to its agent. */
class SentBackTest {

    private static Feature sharing(String id) {
        return Feature.builder(id)
                .title("Title of " + id)
                .description("What *" + id + "* is.")
                .writes("x.ts", id + ".ts")
                .build();
    }

    private static Scene scene(Schedule schedule, Feature... features) {
        Scene scene = new Scene(schedule, features.length, features);
        scene.overlap = OverlapPolicy.OPTIMISTIC;
        scene.tries = 3;
        return scene.begin();
    }

    private static void finishAll(Scene scene) {
        for (FeatureId id : List.copyOf(scene.phases().keySet())) {
            if (scene.phase(id.value()) instanceof FeaturePhase.Salvaging) {
                scene.kept(id.value());
            }
        }
        for (FeatureId id : List.copyOf(scene.phases().keySet())) {
            if (scene.phase(id.value()) instanceof FeaturePhase.Preparing) {
                scene.finished(id.value());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void itsAgentIsCalledOnTheNewestTargetWithItsLastTipAndLands(Schedule schedule) {
        Scene scene = scene(schedule, sharing("a"), sharing("b"));
        scene.made("a").made("b");
        scene.ended("a", new AgentResult.Succeeded()).ended("b", new AgentResult.Succeeded());
        if (schedule == Schedule.CONTINUOUS) {
            scene.collected("a").collected("b").integrated().landed(); // a by itself, then b meets it
        } else {
            scene.collected("a").collected("b");
        }
        FeatureTip tip = scene.last(RunAction.MergeWave.class).work().tips().stream()
                .filter(one -> one.feature().equals(id("b")))
                .findFirst()
                .orElseThrow();

        if (schedule == Schedule.WAVES) {
            scene.metWhatLanded("b");
        } else {
            scene.mergedWithout("b").kept("b");
        }

        FeaturePhase.Preparing again = (FeaturePhase.Preparing) scene.phase("b");
        assertThat(again.workspace().resumes()).contains(tip.tip());
        assertThat(again.workspace().attempt()).isEqualTo(2);
        CommitId newest = ((RunPhase.Working) scene.runPhase()).base();
        assertThat(again.workspace().base()).isEqualTo(newest);
        scene.made("b");
        AgentTask task = scene.last(RunAction.RunAgent.class).task();
        assertThat(task.tryNumber()).isEqualTo(2);
        scene.ended("b", new AgentResult.Succeeded())
                .collected("b")
                .integrated()
                .landed();
        assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
        assertThat(scene.snapshot.state().completed()).containsExactlyInAnyOrder(id("a"), id("b"));
    }

    @Test
    void itsFeedbackNamesTheOtherSide() {
        Scene scene =
                scene(Schedule.WAVES, sharing("a"), sharing("b")).finished("a").finished("b");
        scene.metWhatLanded("b").made("b");

        assertThat(scene.last(RunAction.RunAgent.class).task().feedback())
                .contains(
                        "does not merge with a",
                        "'x.ts' line 3-5",
                        "## The other side: feature a",
                        "Title of a",
                        "What *a* is.");
    }

    @Test
    void afterTheLastTryItFailsAndItsWorkIsKept() {
        Scene scene =
                scene(Schedule.WAVES, sharing("a"), sharing("b")).finished("a").finished("b");
        scene.metWhatLanded("b");

        scene.finished("b")
                .mergedWithout("b")
                .kept("b")
                .finished("b")
                .mergedWithout("b")
                .kept("b");

        assertThat(scene.all(RunAction.RunAgent.class)).hasSize(4);
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                .singleElement()
                .asString()
                .startsWith("feature 'b' failed")
                .endsWith("; the same command calls its agent again, on its work that did not land");
        assertThat(scene.snapshot.state().statusOf(id("b"))).isEqualTo(FeatureStatus.FAILED);
    }

    @Test
    void whatLandedInTheEndAndWasTakenBackIsMadeAnew() {
        Scene scene =
                scene(Schedule.WAVES, sharing("a"), sharing("b")).finished("a").finished("b");
        scene.metWhatLanded("b");
        scene.finished("b").integrated().landed().removed("a").removed("b");
        LandedWork landing = new LandedWork(id("b"), new CommitId("a".repeat(40)), Optional.empty());
        scene.snapshot = RollbackState.without(scene.snapshot, List.of(landing), scene.now);
        SortedMap<FeatureId, String> landed = new TreeMap<>();
        landed.put(id("a"), "digest of a");

        scene.begin(landed, Optional.empty()).made("b");

        AgentTask task = scene.last(RunAction.RunAgent.class).task();
        assertThat(task.workspace().resumes()).isEmpty();
        assertThat(task.feedback()).isEmpty();
    }

    @Test
    void whoeverLeavesAMarkIsCalledAgainAtOnceWithWhatItMade() {
        Scene scene =
                scene(Schedule.WAVES, sharing("a"), sharing("b")).finished("a").finished("b");
        scene.metWhatLanded("b");

        scene.unresolved("b", "y.ts", 7);

        CommitId left = new CommitId(scene.snapshot
                .run()
                .orElseThrow()
                .feature(id("b"))
                .sentBack()
                .orElseThrow()
                .tip()
                .value());
        assertThat(scene.notices.toString())
                .contains("a conflict is not resolved: 'y.ts' line 7-11; it goes back to its agent, call 3 of 3");
        assertThat(scene.snapshot.locks().leases()).isEmpty();
        assertThat(scene.snapshot.state().statusOf(id("b"))).isEqualTo(FeatureStatus.PENDING);
        scene.kept("b").made("b");
        AgentTask again = scene.last(RunAction.RunAgent.class).task();
        assertThat(again.tryNumber()).isEqualTo(3);
        assertThat(again.workspace().resumes()).contains(left);
        assertThat(again.feedback())
                .contains("a conflict is not resolved: 'y.ts' line 7-11", "## The other side: feature a");
        scene.ended("b", new AgentResult.Succeeded())
                .collected("b")
                .integrated()
                .landed();
        assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
    }

    @Test
    void whoeverLeavesAMarkInTheLastCallFailsAndTheNextStartGoesOnWithIt() {
        Scene scene =
                scene(Schedule.WAVES, sharing("a"), sharing("b")).finished("a").finished("b");
        scene.metWhatLanded("b")
                .removed("a")
                .unresolved("b", "y.ts", 7)
                .kept("b")
                .unresolved("b", "y.ts", 9)
                .kept("b");

        assertThat(scene.all(RunAction.RunAgent.class)).hasSize(4);
        assertThat(scene.notices)
                .extracting(notice -> NoticeText.of(notice).text())
                .as("what is told once is not told again")
                .containsOnlyOnce("a conflict is not resolved: 'y.ts' line 9-13");
        assertThat(scene.conflicts)
                .extracting(ConflictEntry::resolution)
                .containsExactly("None: the agent of b is called again");
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                .singleElement()
                .asString()
                .startsWith("feature 'b' failed: a conflict is not resolved: 'y.ts' line 9-13; its work is kept at");
        SortedMap<FeatureId, String> landed = new TreeMap<>();
        landed.put(id("a"), "digest of a");
        scene.begin(landed, Optional.empty()).made("b");
        AgentTask again = scene.last(RunAction.RunAgent.class).task();
        assertThat(again.tryNumber()).isEqualTo(1);
        assertThat(again.feedback()).contains("'y.ts' line 9-13");
    }

    @Test
    void whatWasMadeOnATargetThatWasSetBackIsNotGoneOnWith() {
        Scene scene = scene(Schedule.WAVES, sharing("a"), sharing("b"));
        scene.finished("a").finished("b").metWhatLanded("b").removed("a");
        scene.unresolved("b", "y.ts", 7).kept("b").unresolved("b", "y.ts", 9).kept("b");
        scene.gone.add(scene.snapshot
                .run()
                .orElseThrow()
                .feature(id("b"))
                .sentBack()
                .orElseThrow()
                .base());

        scene.begin().finished("a").made("b");

        AgentTask again = scene.last(RunAction.RunAgent.class).task();
        assertThat(again.workspace().resumes()).isEmpty();
        assertThat(again.feedback()).isEmpty();
    }

    @Test
    void aCallWhoseWorkNobodyWasLeftToCollectDoesNotCount() {
        Scene scene = scene(Schedule.WAVES, sharing("a"));
        scene.made("a").ended("a", new AgentResult.Succeeded());

        scene.takeOver(77).kept("a").made("a");

        assertThat(scene.last(RunAction.RunAgent.class).task().tryNumber()).isEqualTo(1);
    }

    /** Both changed a.ts and b.ts; the first one may land on the path that only the later one has right of way on. */
    @Test
    void twoThatWereSentBackNeverWaitForEachOther() {
        Scene scene = scene(Schedule.CONTINUOUS, sharing("p"), sharing("q"), sharing("r"));
        List.of("p", "q", "r").forEach(scene::made);
        List.of("p", "q", "r").forEach(feature -> scene.ended(feature, new AgentResult.Succeeded()));
        scene.collected("p", "a.ts", "b.ts");
        scene.collected("q", "a.ts", "b.ts").collected("r", "a.ts", "b.ts");
        scene.integrated().landed();
        scene.merged(new MergeOutcome.NothingMerged(
                scene.last(RunAction.LandWave.class).candidate().commit(),
                List.of(met("q", "a.ts"), met("r", "a.ts", "b.ts"))));
        scene.kept("q").kept("r");

        scene.made("q").ended("q", new AgentResult.Succeeded()).collected("q", "a.ts", "b.ts");

        assertThat(scene.last(RunAction.MergeWave.class).work().tips())
                .extracting(FeatureTip::feature)
                .containsExactly(id("q"));
        scene.integrated().landed();
        scene.made("r").ended("r", new AgentResult.Succeeded()).collected("r", "a.ts", "b.ts");
        scene.integrated().landed();
        assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
    }

    private static MergeOutcome.LeftOut met(String feature, String... paths) {
        return new MergeOutcome.Conflicted(
                id(feature),
                Stream.of(paths)
                        .map(path -> new ConflictedFile(path, List.of(), List.of(id("p"))))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void featuresOnOneLineNeedTwoCallsEachAndAllLand(Schedule schedule) {
        int count = 10;
        Scene scene = scene(
                schedule,
                IntStream.range(0, count).mapToObj(i -> sharing("f" + i)).toArray(Feature[]::new));
        Set<String> resumed = new HashSet<>();

        for (int i = 0; i < 10 * count && !(scene.runPhase() instanceof RunPhase.Done); i++) {
            if (scene.runPhase() instanceof RunPhase.Merging) {
                resumed.addAll(mergeOnOneLine(scene));
            } else {
                finishAll(scene);
            }
        }

        assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
        assertThat(scene.all(RunAction.RunAgent.class)).hasSize(2 * count - 1);
        assertThat(resumed).hasSize(count - 1);
    }

    /** What was begun on the newest target merges, and of what was not the first one where that is all that there is. */
    private static List<String> mergeOnOneLine(Scene scene) {
        List<FeatureTip> tips = scene.last(RunAction.MergeWave.class).work().tips();
        CommitId target = scene.target;
        List<String> out = new ArrayList<>();
        boolean first = true;
        for (FeatureTip tip : tips) {
            FeaturePhase.Finished finished =
                    (FeaturePhase.Finished) scene.phase(tip.feature().value());
            boolean merges = first && finished.workspace().base().equals(target);
            first = false;
            if (!merges) {
                out.add(tip.feature().value());
            }
        }
        MergeOutcome outcome =
                Scene.conflict(scene.last(RunAction.MergeWave.class).work(), out.toArray(String[]::new));
        scene.merged(outcome);
        out.removeIf(id -> scene.phase(id) instanceof FeaturePhase.Finished); // it waits for what is merged
        out.forEach(scene::kept);
        if (outcome instanceof MergeOutcome.Merged) {
            scene.tested(TrialOutcome.of(TestResult.green(""))).landed();
            scene.target = scene.last(RunAction.LandWave.class).candidate().commit();
        }
        return out;
    }

    @Test
    void aStartAfterAKillGoesOnCountingAndOneAfterTheEndBeginsAnew() {
        Scene scene =
                scene(Schedule.WAVES, sharing("a"), sharing("b")).finished("a").finished("b");
        scene.metWhatLanded("b").removed("a").made("b");
        SortedMap<FeatureId, String> landed = new TreeMap<>();
        landed.put(id("a"), "digest of a");

        scene.takeOver(2, landed).kept("b").made("b");

        assertThat(scene.last(RunAction.RunAgent.class).task().tryNumber()).isEqualTo(2);
        assertThat(scene.last(RunAction.RunAgent.class).task().workspace().resumes())
                .isPresent();
        scene.ended("b", new AgentResult.Failed("exit status 3")).kept("b");
        scene.begin(landed, Optional.empty()).made("b");
        AgentTask again = scene.last(RunAction.RunAgent.class).task();
        assertThat(again.tryNumber()).isEqualTo(1);
        assertThat(again.workspace().resumes()).isPresent();
        assertThat(again.feedback()).contains("does not merge with a");
    }
}
