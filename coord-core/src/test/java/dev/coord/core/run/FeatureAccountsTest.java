package dev.coord.core.run;

import static dev.coord.core.run.Scene.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.run.event.RunAction;
import dev.coord.plan.Feature;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.Proof.Culprit;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LineCount;
import dev.coord.proof.Proof.LostLine;
import dev.coord.proof.Proof.Side;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.Cause;
import dev.coord.run.RunAccount.FeatureWork;
import dev.coord.run.RunAccount.Returned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the account of a run keeps of its features. */
class FeatureAccountsTest {

    private static Scene optimistic() {
        Scene scene = new Scene(
                4,
                Feature.builder("a").writes("x.ts").build(),
                Feature.builder("b").writes("x.ts").build());
        scene.overlap = OverlapPolicy.OPTIMISTIC;
        scene.tries = 3;
        return scene.begin();
    }

    private static RunAccount account(Scene scene) {
        return scene.snapshot.run().orElseThrow().account();
    }

    @Test
    void keepsWhenTheFirstAgentOfAFeatureBeganAndWhatWasFinishedLast() {
        Scene scene = Scene.twoWaves();
        Instant begun = scene.now;

        scene.made("base");
        assertThat(account(scene).works()).containsExactly(entry("base", new FeatureWork(begun, Optional.empty(), 1)));

        scene.now = begun.plus(Duration.ofMinutes(3));
        scene.ended("base", new AgentResult.Succeeded()).collected("base");
        CommitId tip = ((FeaturePhase.Finished) scene.phase("base")).tip();
        assertThat(account(scene).works()).containsExactly(entry("base", new FeatureWork(begun, Optional.of(tip), 1)));

        scene.integrated().landed().removed("base");
        assertThat(account(scene).works()).contains(entry("base", new FeatureWork(begun, Optional.of(tip), 1)));
    }

    @Test
    void staysKnownWhenTheRunGoesOnAndNotWhenAnotherOneBegins() {
        Scene scene = Scene.twoWaves().finished("base");
        RunAccount before = account(scene);

        scene.takeOver(2);
        assertThat(account(scene).works()).containsKey(id("base")).isEqualTo(before.works());

        scene = new Scene(4, Scene.BASE)
                .begin()
                .finished("base")
                .integrated()
                .landed()
                .removed("base");
        assertThat(account(scene).works()).containsKey(id("base"));
        scene.takeOver(3, scene.digests());
        assertThat(account(scene)).isEqualTo(RunAccount.NONE);
    }

    @Test
    void countsConflictsThatWereSentBack() {
        Scene scene = optimistic().finished("a").finished("b");

        scene.metWhatLanded("b");

        assertThat(account(scene).returns())
                .containsExactly(new Returned(1, id("b"), Cause.CONFLICT, List.of(id("a")), 1));

        Instant first = account(scene).works().get(id("b")).begun();
        scene.now = scene.now.plus(Duration.ofMinutes(3));
        scene.finished("b");
        assertThat(account(scene).works().get(id("b")).begun()).isEqualTo(first);
    }

    @Test
    void countsTheLinesThatWouldHaveBeenLost() {
        Scene scene = optimistic().finished("a").finished("b");
        Culprit merge = new Culprit(Optional.of(Scene.commit(9)), "merge");
        List<LostLine> lost = List.of(
                new LostLine("x.ts", 1, "one", Side.TARGET, merge), new LostLine("x.ts", 2, "two", Side.TARGET, merge));
        FeatureProof proof = new FeatureProof(id("b"), LineCount.NONE, lost, List.of(), List.of(), List.of());

        scene.onlyMerged(Scene.conflict(scene.last(RunAction.MergeWave.class).work()))
                .proven(proof);

        assertThat(account(scene).returns()).containsExactly(new Returned(0, id("b"), Cause.LOST_LINES, List.of(), 2));
    }

    @Test
    void countsWhatMayNotBeWritten() {
        Scene scene = Scene.twoWaves().finished("base");
        FeatureProof proof = FeatureProof.of(id("base")).with(List.of(new AuditFinding.Gitlink("lib")));

        scene.onlyMerged(Scene.conflict(scene.last(RunAction.MergeWave.class).work()))
                .proven(proof);

        assertThat(account(scene).returns()).containsExactly(new Returned(0, id("base"), Cause.WRITES, List.of(), 1));
    }

    private static Map.Entry<FeatureId, FeatureWork> entry(String id, FeatureWork work) {
        return Map.entry(id(id), work);
    }
}
