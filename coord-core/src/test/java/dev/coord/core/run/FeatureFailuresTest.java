package dev.coord.core.run;

import static dev.coord.core.run.Scene.feature;
import static dev.coord.core.run.Scene.id;
import static dev.coord.core.run.Scene.secondWave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.answer.run.NoticeText;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunStep;
import dev.coord.plan.Feature;
import dev.coord.plan.Schedule;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord.EarlierFailure;
import dev.coord.state.FeatureStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What follows when a feature fails. */
class FeatureFailuresTest {

    @Test
    void theWaveLandsWithoutWhatFailed() {
        Scene scene = secondWave().made("left").ended("left", new AgentResult.Failed("exit status 3"));
        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Working.class);
        scene.kept("left").finished("right").integrated().landed();

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Stopped.class);
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                .singleElement()
                .asString()
                .contains("left", "exit status 3", "refs/coord/kept/left", "calls its agent again");
        assertThat(scene.snapshot.state().statusOf(id("left"))).isEqualTo(FeatureStatus.FAILED);
        assertThat(scene.snapshot.state().statusOf(id("right"))).isEqualTo(FeatureStatus.COMPLETED);
    }

    @Test
    void theTimeOfTheAttemptIsTold() {
        Scene scene = new Scene(4, feature("a")).begin().made("a");
        scene.now = scene.now.plus(Duration.ofMinutes(5));
        scene.ended("a", new AgentResult.Failed("exit status 3"))
                .kept("a")
                .takeOver(2)
                .made("a");
        scene.now = scene.now.plus(Duration.ofSeconds(2));

        scene.ended("a", new AgentResult.Succeeded()).collected("a");

        assertThat(scene.notices)
                .filteredOn(FeatureNotice.Finished.class::isInstance)
                .singleElement()
                .satisfies(told -> {
                    assertThat(((FeatureNotice.Finished) told).took()).isEqualTo(Duration.ofSeconds(2));
                    assertThat(((FeatureNotice.Finished) told).attempt()).isEqualTo(2);
                });
    }

    @Test
    void redTestsSayWhatToDoNext() {
        Scene scene = new Scene(4, feature("a")).begin().finished("a").red();

        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                .containsExactly(
                        "wave 0 (a) did not land: the combined tests fail (exit status 1), and at another time pass: nobody"
                                + " can be blamed; the same command tests again what was merged;"
                                + " to have an agent called again before, 'coord retry a --agent ID'");
    }

    @Test
    void aFailureStopsOnlyWhatNeedsIt() {
        for (Schedule schedule : Schedule.values()) {
            Scene scene = new Scene(
                            schedule,
                            4,
                            sharing("F1"),
                            sharing("F2"),
                            sharing("F3"),
                            Feature.builder("F4")
                                    .blockedBy("F2")
                                    .writes("f4.ts")
                                    .build(),
                            feature("G"),
                            Feature.builder("H").blockedBy("G").writes("h.ts").build())
                    .begin();

            for (int i = 0; i < 20 && !(scene.runPhase() instanceof RunPhase.Stopped); i++) {
                Map<FeatureId, FeaturePhase> phases = scene.phases();
                phases.forEach((id, phase) -> {
                    if (phase instanceof FeaturePhase.Preparing && id.equals(id("F2"))) {
                        scene.made("F2")
                                .ended("F2", new AgentResult.Failed("exit status 3"))
                                .kept("F2");
                    } else if (phase instanceof FeaturePhase.Preparing) {
                        scene.finished(id.value());
                    }
                    if (scene.runPhase() instanceof RunPhase.Merging) {
                        scene.integrated().landed();
                    }
                });
            }

            assertThat(scene.snapshot.state().completed())
                    .containsExactlyInAnyOrder(id("F1"), id("F3"), id("G"), id("H"));
            assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                    .anyMatch(reason -> reason.startsWith("feature 'F2' failed"))
                    .anyMatch(reason -> reason.startsWith("feature 'F4' was not begun: it needs F2"))
                    .hasSize(2);
            assertThat(scene.all(RunAction.LandWave.class))
                    .extracting(land -> land.candidate().work().wave())
                    .doesNotHaveDuplicates()
                    .startsWith(0);
        }
    }

    @Test
    void whateverStopsARunEveryFeatureThatDidNotLandIsTold() {
        Scene scene = new Scene(4, feature("bad"), feature("left"), feature("red"), sharing("later"), sharing("last"))
                .begin()
                .made("bad")
                .ended("bad", new AgentResult.Failed("exit status 3"))
                .kept("bad")
                .finished("left")
                .finished("red")
                .finished("last");

        scene.mergedWithout("left").kept("left").redTests();

        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                .satisfiesExactly(
                        red -> assertThat(red)
                                .startsWith("wave 0 (last, red) did not land: the combined tests fail (exit status 1)")
                                .endsWith("'coord retry last --agent ID', likewise for the others"),
                        left -> assertThat(left)
                                .as("it waited for what it met, which did not land")
                                .isEqualTo(
                                        "feature 'left' was finished when the run stopped; the same command merges it"),
                        later -> assertThat(later)
                                .isEqualTo(
                                        "feature 'later' was not begun, since the run stopped before; the same command"
                                                + " begins it"),
                        bad -> assertThat(bad).startsWith("feature 'bad' failed: exit status 3; its work is kept at"));
    }

    @Test
    void whatWasSentBackOrFinishedWhenTheRunStoppedIsTold() {
        Scene scene =
                new Scene(Schedule.CONTINUOUS, 4, feature("left"), feature("red"), feature("slow"), feature("last"));
        scene.tries = 3;
        scene.begin().made("slow").finished("red");
        scene.merged().redTests();
        scene.finished("left")
                .made("last")
                .ended("last", new AgentResult.Failed("exit status 3"))
                .kept("last");
        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Draining.class);

        scene.ended("slow", new AgentResult.Succeeded()).collected("slow");

        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                .satisfiesExactly(
                        red -> assertThat(red).startsWith("wave 0 (red) did not land: the combined tests fail"),
                        finished -> assertThat(finished)
                                .isEqualTo(
                                        "features left, slow were finished when the run stopped; the same command merges"
                                                + " them"),
                        last -> assertThat(last).startsWith("feature 'last' failed: exit status 3"));
    }

    @Test
    void theNextAgentIsToldHowTheOneBeforeFailed() {
        Scene scene = new Scene(1, feature("a")).begin().made("a");
        scene.ended("a", new AgentResult.Failed("exit status 3"))
                .kept("a")
                .begin()
                .made("a");
        assertThat(scene.last(RunAction.RunAgent.class).task().earlier())
                .contains(new EarlierFailure("exit status 3", "refs/coord/kept/a"));

        scene.takeOver(2).kept("a").made("a");

        assertThat(scene.last(RunAction.RunAgent.class).task().earlier())
                .contains(new EarlierFailure("coord was ended while its agent worked", "refs/coord/kept/a"));
        scene.mended.add("a");
        scene.ended("a", new AgentResult.Failed("exit status 4")).kept("a").begin();
        assertThat(scene.snapshot.run().orElseThrow().feature(id("a")).earlier())
                .as("it asks for something else")
                .isEmpty();
    }

    private static Feature sharing(String id) {
        return Feature.builder(id).writes("shared.ts").build();
    }

    @Test
    void theNextTryRunsOnlyWhatFailed() {
        Scene scene = secondWave().made("left").ended("left", new AgentResult.Failed("exit status 3"));
        scene.kept("left").finished("right").integrated().landed().removed("right");
        TreeMap<FeatureId, String> landed = new TreeMap<>(scene.digests());
        landed.keySet().retainAll(List.of(id("base"), id("right")));
        scene.actions.clear();

        scene.begin(landed, Optional.empty());

        assertThat(scene.all(RunAction.MakeWorkspace.class))
                .extracting(make ->
                        make.workspace().feature().value() + make.workspace().attempt())
                .containsExactly("left2");
        scene.finished("left");
        assertThat(scene.last(RunAction.MergeWave.class).work().wave())
                .as("the number of the landing goes on")
                .isEqualTo(2);
    }

    @Test
    void anAgentThatChangedNothingHasFailed() {
        Scene scene = secondWave().made("left").ended("left", new AgentResult.Succeeded());

        scene.nothingFound("left").kept("left").finished("right").integrated().landed();

        assertThat(((FeaturePhase.Failed) scene.phase("left")).reason()).startsWith("the agent changed nothing");
        assertThat(scene.snapshot.state().statusOf(id("left"))).isEqualTo(FeatureStatus.FAILED);
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                .containsExactly(
                        "feature 'left' failed: the agent changed nothing, though the feature declares what it"
                                + " writes; see its log for why, or allow it with --allow-empty or \"allow_empty\": true; its work is"
                                + " kept at refs/coord/kept/left; the same command calls its agent again, which begins anew and is told of this");
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
                .finished("right")
                .integrated()
                .landed();
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
