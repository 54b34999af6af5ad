package dev.coord.core.run;

import static dev.coord.core.run.Scene.id;
import static dev.coord.core.run.Scene.secondWave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.answer.NoticeText;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunStep;
import dev.coord.plan.Feature;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.state.FeatureStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What follows when a feature fails. */
class FeatureFailuresTest {

    @Test
    void siblingsFinishButTheWaveDoesNotLand() {
        Scene scene = secondWave().made("left").ended("left", new AgentResult.Failed("exit status 3"));
        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Working.class);
        scene.kept("left").finished("right");

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Stopped.class);
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(0))
                .contains("left", "exit status 3", "refs/coord/kept/left");
        assertThat(scene.snapshot.state().statusOf(id("left"))).isEqualTo(FeatureStatus.FAILED);
        assertThat(scene.snapshot.state().statusOf(id("right"))).isEqualTo(FeatureStatus.PENDING);
        assertThat(scene.all(RunAction.MergeWave.class)).hasSize(1);
    }

    @Test
    void theNextTryRunsOnlyWhatFailed() {
        Scene scene = secondWave().made("left").ended("left", new AgentResult.Failed("exit status 3"));
        scene.kept("left").finished("right");
        TreeMap<FeatureId, String> landed = new TreeMap<>(scene.digests());
        landed.keySet().retainAll(List.of(id("base")));
        scene.actions.clear();

        scene.begin(landed, Optional.empty());

        assertThat(scene.all(RunAction.MakeWorkspace.class))
                .extracting(make ->
                        make.workspace().feature().value() + make.workspace().attempt())
                .containsExactly("left2");
    }

    @Test
    void anAgentThatChangedNothingHasFailed() {
        Scene scene = secondWave().made("left").ended("left", new AgentResult.Succeeded());

        scene.nothingFound("left").kept("left").finished("right");

        assertThat(((FeaturePhase.Failed) scene.phase("left")).reason()).startsWith("the agent changed nothing");
        assertThat(scene.snapshot.state().statusOf(id("left"))).isEqualTo(FeatureStatus.FAILED);
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                .containsExactly("feature 'left' failed: the agent changed nothing, though the feature declares what it"
                        + " writes; see its log for why, or allow it with --allow-empty or \"allow_empty\": true; its work is"
                        + " kept at refs/coord/kept/left");
    }

    @Test
    void anAgentMayChangeNothingWhereItsFeatureAllowsItOrDeclaresNoWrites() {
        Scene scene = new Scene(
                        2,
                        Feature.builder("allowed")
                                .writes("a.ts")
                                .allowEmpty(true)
                                .build(),
                        Feature.builder("reader").reads("b.ts").build())
                .begin();
        for (String id : List.of("allowed", "reader")) {
            scene.made(id).ended(id, new AgentResult.Succeeded()).nothingFound(id);

            assertThat(scene.phase(id)).isInstanceOf(FeaturePhase.Finished.class);
        }
    }

    @Test
    void anAgentMayChangeNothingWhereTheRunAllowsIt() {
        Scene scene = new Scene(1, Scene.feature("a"));
        scene.allowEmpty = true;

        scene.begin().made("a").ended("a", new AgentResult.Succeeded()).nothingFound("a");

        assertThat(scene.phase("a")).isInstanceOf(FeaturePhase.Finished.class);
    }

    @Test
    void aSetUpThatFailedIsTheFeaturesFailureWithTheLastLinesOfItsLog() {
        Scene scene = secondWave();
        RunAction make = new RunAction.MakeWorkspace(((FeaturePhase.Preparing) scene.phase("left")).workspace());

        RunStep step = scene.peek(new RunEvent.ActionFailed(make, "its set-up failed: exit status 1", "no network\n"));

        assertThat(step.notices())
                .extracting(notice -> NoticeText.of(notice).text())
                .containsExactly("""
                its workspace could not be made: its set-up failed: exit status 1
                no network""");
        scene.on(new RunEvent.ActionFailed(make, "its set-up failed: exit status 1", "no network\n"))
                .kept("left")
                .finished("right");
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                .singleElement()
                .asString()
                .startsWith("feature 'left' failed: its workspace could not be made: its set-up failed: exit status 1")
                .doesNotContain("no network");
    }

    @Test
    void tellsHowLongTheSetUpOfAWorkTreeTook() {
        RunStep step =
                secondWave().peek(new RunEvent.WorkspaceMade(id("left"), 1, Optional.of(Duration.ofMillis(3_200))));

        assertThat(step.notices())
                .extracting(notice -> NoticeText.of(notice).text())
                .contains("set up in 3.2s");
    }

    @Test
    void peopleAreShownTheLastLinesOfAnAgentThatFailed() {
        String output =
                IntStream.rangeClosed(1, 30)
                                .mapToObj(line -> "line " + line + "\n")
                                .collect(Collectors.joining()) + "\u001b[31m" + "x".repeat(300) + "\n\n";
        for (AgentResult result : List.of(
                new AgentResult.Failed("exit status 3", output),
                new AgentResult.TimedOut(Duration.ofMinutes(1), output))) {
            Scene scene = secondWave().made("left");

            RunStep step = scene.peek(new RunEvent.AgentEnded(id("left"), 1, result, Duration.ZERO));

            String reason = result instanceof AgentResult.Failed ? "exit status 3" : "timed out after 1m";
            assertThat(step.notices())
                    .filteredOn(FeatureNotice.Failed.class::isInstance)
                    .singleElement()
                    .satisfies(notice -> assertThat(NoticeText.of(notice).text().lines())
                            .hasSize(21)
                            .startsWith(reason, "line 12")
                            .endsWith("line 30", "\\u001b[31m" + "x".repeat(190) + "..."));
            assertThat(((FeaturePhase.Salvaging) step.after()
                                    .run()
                                    .orElseThrow()
                                    .feature(id("left"))
                                    .phase())
                            .reason())
                    .contains(reason);
        }
    }

    @Test
    void whatAnotherFeatureOfTheWaveDeclaresMayNotBeWritten() {
        Scene scene = secondWave().made("left").ended("left", new AgentResult.Succeeded());

        scene.collected("left", "l.ts", "r.ts", "undeclared.txt").kept("left");

        assertThat(((FeaturePhase.Failed) scene.phase("left")).reason()).contains("r.ts", "right");
    }
}
