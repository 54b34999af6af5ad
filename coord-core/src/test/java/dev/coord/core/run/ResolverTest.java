package dev.coord.core.run;

import static dev.coord.core.run.Scene.feature;
import static dev.coord.core.run.Scene.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.ProcessId;
import dev.coord.core.answer.run.NoticeText;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.lock.FencingToken;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.TestResult;
import dev.coord.merge.TrialOutcome;
import dev.coord.proof.Proof.Culprit;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LineCount;
import dev.coord.proof.Proof.LostLine;
import dev.coord.proof.Proof.Side;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.AgentTask;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunSettings.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What does not merge when the calls of its agent are used up is asked of a resolver. */
class ResolverTest {

    /** Both finished in one wave, and b does not merge with a, which lands. */
    private static Scene conflict(Origin origin) {
        Scene scene = new Scene(4, feature("a"), feature("b"));
        scene.resolver = true;
        scene.origin = origin;
        scene.begin().finished("a").finished("b");
        scene.metWhatLanded("b");
        return scene;
    }

    private static AgentTask lastTask(Scene scene) {
        return scene.last(RunAction.RunAgent.class).task();
    }

    private static Scene goesOn(Scene scene) {
        return scene.takeOver(2, new TreeMap<>(Map.of(id("a"), "digest of a")));
    }

    private static String reason(Scene scene) {
        return String.join("\n", ((RunPhase.Stopped) scene.runPhase()).reasons());
    }

    @Test
    void itsAnswerIsMergedAsTheAgentsWouldBe() {
        Scene scene = conflict(Origin.AGENTS);

        scene.made("b");

        assertThat(lastTask(scene).resolves()).isTrue();
        assertThat(lastTask(scene).tryNumber()).isEqualTo(2);
        assertThat(lastTask(scene).workspace().resumes()).isPresent();
        assertThat(lastTask(scene).feedback()).contains("You stand in for its agent", "does not merge with a");
        assertThat(scene.notices.stream().map(notice -> NoticeText.of(notice).text()))
                .anyMatch(text -> text.endsWith("; the resolver is asked"));
        scene.ended("b", new AgentResult.Succeeded())
                .collected("b")
                .integrated()
                .landed();
        assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
    }

    @Test
    void theAgentHasAllItsCallsBefore() {
        Scene scene = new Scene(4, feature("a"), feature("b"));
        scene.resolver = true;
        scene.tries = 2;
        scene.begin().finished("a").finished("b");
        scene.metWhatLanded("b");

        scene.made("b");
        assertThat(lastTask(scene).resolves()).isFalse();
        scene.ended("b", new AgentResult.Succeeded())
                .collected("b")
                .mergedWithout("b")
                .kept("b")
                .made("b");

        assertThat(lastTask(scene).resolves()).isTrue();
        assertThat(lastTask(scene).tryNumber()).isEqualTo(3);
    }

    @Test
    void itIsAskedOnceInAStart() {
        Scene scene = conflict(Origin.AGENTS);

        scene.finished("b").mergedWithout("b").kept("b");

        assertThat(reason(scene)).contains("feature 'b' failed: it does not merge with");
        goesOn(scene).made("b");
        assertThat(lastTask(scene).resolves())
                .as("a new start begins with the agent")
                .isFalse();
    }

    @Test
    void marksThatItLeavesResolveNothing() {
        Scene scene = conflict(Origin.AGENTS);

        scene.unresolved("b", "x.ts", 3).kept("b");

        assertThat(reason(scene)).contains("a conflict is not resolved: 'x.ts' line 3-7");
        assertThat(scene.all(RunAction.RunAgent.class)).hasSize(3);
    }

    @Test
    void anAnswerThatKeepsNothingOfOneSideDoesNotLand() {
        Scene scene = conflict(Origin.BRANCHES).finished("b");
        LostLine gone = new LostLine(
                "x.ts", 3, "of a", Side.TARGET, new Culprit(Optional.of(Scene.commit(9)), "b: work of its agent"));

        scene.onlyMerged(new MergeOutcome.Merged(
                        new Candidate(scene.last(RunAction.MergeWave.class).work(), Scene.commit(1), Scene.commit(8))))
                .proven(new FeatureProof(id("b"), LineCount.NONE, List.of(), List.of(gone), List.of(), List.of()))
                .kept("b");

        assertThat(reason(scene))
                .contains("feature 'b' did not land: its resolver kept nothing of one side: merge commit 0000000000"
                        + " 'b: work of its agent' dropped 1 line that the target had: 'x.ts' line 3 (of a)");
    }

    @Test
    void theConflictStaysTheReasonWhereItFails() {
        Scene scene = conflict(Origin.AGENTS);

        scene.made("b").ended("b", new AgentResult.Failed("exit status 3")).kept("b");

        assertThat(reason(scene))
                .contains("it does not merge with a: conflict in 'x.ts' line 3-5; the resolver failed: exit status 3");
    }

    @Test
    void itIsAskedAboutConflictsOnly() {
        Scene scene = new Scene(4, feature("a"), feature("b"));
        scene.resolver = true;
        scene.begin().finished("a").finished("b");
        List<FeatureTip> tips = scene.last(RunAction.MergeWave.class).work().tips();
        MergeOutcome.Overtaken late =
                new MergeOutcome.Overtaken(id("b"), new FencingToken(1), id("a"), new FencingToken(2), List.of("x.ts"));

        scene.merged(Scene.leftOut(scene.last(RunAction.MergeWave.class).work(), tips.subList(0, 1), List.of(late)))
                .kept("b")
                .tested(TrialOutcome.of(TestResult.green("")))
                .landed();

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Stopped.class);
        assertThat(scene.all(RunAction.RunAgent.class)).hasSize(2);
    }

    @Test
    void aKilledRunAsksItAgain() {
        Scene scene = conflict(Origin.AGENTS).made("b");
        ProcessId process = new ProcessId(77, Instant.EPOCH, "here");
        scene.on(new RunEvent.AgentStarted(id("b"), 2, process));

        goesOn(scene).kept("b").made("b");

        assertThat(lastTask(scene).resolves()).isTrue();
    }

    @Test
    void ofBranchesItIsAskedAtOnceAndNobodyElseIs() {
        Scene scene = conflict(Origin.BRANCHES);

        scene.made("b");
        assertThat(lastTask(scene).resolves()).isTrue();
        scene.ended("b", new AgentResult.Succeeded())
                .collected("b")
                .mergedWithout("b")
                .kept("b");

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Stopped.class);
        assertThat(scene.all(RunAction.RunAgent.class)).hasSize(3);
    }

    @Test
    void whatAKilledIntegrationLeftOfItIsKeptAndItIsAskedAgain() {
        Scene scene = conflict(Origin.BRANCHES).made("b");
        ProcessId process = new ProcessId(77, Instant.EPOCH, "here");
        scene.on(new RunEvent.AgentStarted(id("b"), 2, process));

        goesOn(scene);

        assertThat(scene.last(RunAction.KeepWork.class).process()).contains(process);
        scene.kept("b").finished("b");
        assertThat(lastTask(scene).resolves()).isFalse();
        scene.mergedWithout("b").kept("b").made("b");
        assertThat(lastTask(scene).resolves()).isTrue();
    }

    @Test
    void withoutOneABranchThatDoesNotMergeIsLeftOut() {
        Scene scene = new Scene(4, feature("a"), feature("b"));
        scene.origin = Origin.BRANCHES;
        scene.begin().finished("a").finished("b");

        scene.metWhatLanded("b");

        assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Failed.class);
        assertThat(scene.all(RunAction.RunAgent.class)).hasSize(2);
    }
}
