package dev.coord.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.answer.run.NoticeText;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunStep;
import dev.coord.plan.Feature;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.Collected;
import dev.coord.run.Collected.Undone;
import dev.coord.run.FeaturePhase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptWorkTest {

    private static final FeatureId ONE = new FeatureId("one");

    private final Scene scene =
            new Scene(4, Feature.builder("one").writes("a.ts", "dist/").build()).begin();

    private static List<String> told(RunStep step) {
        return step.notices().stream().map(NoticeText::of).map(NoticeText::text).toList();
    }

    @Test
    void anAttemptIsKeptByWhatWasDeclaredWhenItWasBegun() {
        assertThat(scene.last(RunAction.MakeWorkspace.class).workspace().declared())
                .containsExactly(new RepoPath("a.ts"), new RepoPath("dist/"));
    }

    @Test
    void aWorkTreeThatStaysIsToldAndStopsNoLaterTry() {
        scene.made("one").ended("one", new AgentResult.Failed("exit status 1"));

        RunStep step = scene.peek(
                new RunEvent.WorkKept(ONE, 1, new Collected.Kept("refs/coord/kept/r/one-1", "'x' could not be read")));

        assertThat(told(step))
                .contains("what was made of it is kept at refs/coord/kept/r/one-1")
                .anyMatch(text -> text.matches("its work tree stays at .*, since 'x' could not be read"));
        scene.on(new RunEvent.WorkKept(ONE, 1, new Collected.Kept("", "'x' could not be read")));
        assertThat(((FeaturePhase.Failed) scene.phase("one")).kept()).isNotEmpty();
        scene.actions.clear();
        scene.begin();
        assertThat(scene.all(RunAction.KeepWork.class)).isEmpty();
        assertThat(scene.all(RunAction.MakeWorkspace.class)).hasSize(1);
    }

    @Test
    void whatHadLandedAndWasTakenOffTheTargetIsMadeAnew() {
        Scene two = new Scene(
                        4,
                        Feature.builder("one").writes("a.ts").build(),
                        Feature.builder("two").writes("b.ts").blockedBy("one").build())
                .begin()
                .finished("one")
                .integrated()
                .landed();
        assertThat(two.phase("one")).isInstanceOf(FeaturePhase.Finished.class);

        two.takeOver(2);

        assertThat(two.phase("one")).isInstanceOf(FeaturePhase.Salvaging.class);
        assertThat(two.kept("one").kept("two").phase("one")).isInstanceOf(FeaturePhase.Preparing.class);
    }

    @Test
    void theWorkOfAFeatureThatIsDeclaredNoMoreIsKept() {
        scene.made("one");

        scene.takeOver(2, Feature.builder("two").writes("b.ts").build());

        assertThat(scene.last(RunAction.KeepWork.class).workspace().feature()).isEqualTo(ONE);
    }

    @Test
    void aWorkTreeThatStaysAfterItsFeatureLandedIsTold() {
        scene.finished("one").integrated().landed();

        RunStep step = scene.peek(new RunEvent.WorkspaceRemoved(
                ONE,
                scene.last(RunAction.RemoveWorkspace.class).workspace(),
                new Collected.Kept("", "'lib' holds commits that are nowhere else")));

        assertThat(told(step)).anyMatch(text -> text.contains("'lib' holds commits that are nowhere else"));
        assertThat(step.after().run().orElseThrow().feature(ONE).phase()).isInstanceOf(FeaturePhase.Landed.class);
    }

    @Test
    void whatIsTakenBackOfEarlierFeaturesIsToldWithFeatureAndFile() {
        scene.made("one").ended("one", new AgentResult.Succeeded());

        RunStep step = scene.peek(new RunEvent.WorkCollected(
                ONE,
                1,
                new Collected.Work(
                        Scene.commit(9),
                        List.of("a.ts"),
                        List.of(new Undone("a.ts", Undone.How.REVERTS, List.of(new FeatureId("zero")))),
                        List.of("'WIP on feature/one: x' (1234567890)"))));

        assertThat(told(step))
                .contains("reverts 'a.ts' to what was there before zero landed")
                .anyMatch(text -> text.contains("WIP on feature/one: x"));
    }

    @Test
    void whatAnAgentLeftRunningIsTold() {
        scene.made("one");

        RunStep step = scene.peek(
                new RunEvent.AgentEnded(ONE, 1, new AgentResult.Succeeded(List.of("12 (sleep)")), Duration.ZERO));

        assertThat(told(step)).contains("its agent left running and coord ended: 12 (sleep)");
    }
}
