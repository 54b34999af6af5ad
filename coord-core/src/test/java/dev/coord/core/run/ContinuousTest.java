package dev.coord.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.run.event.RunAction;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.TestResult;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import dev.coord.plan.Feature;
import dev.coord.plan.Schedule;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a continuous run does otherwise than one that goes wave by wave. */
class ContinuousTest {

    private static final Feature BASE =
            Feature.builder("base").writes("base.ts").build();
    private static final Feature SLOW =
            Feature.builder("slow").writes("slow.ts").build();
    private static final Feature NEXT =
            Feature.builder("next").blockedBy("base").writes("next.ts").build();
    private static final Feature RIVAL =
            Feature.builder("rival").writes("base.ts", "rival.ts").build();

    @Test
    void beginsAFeatureWhenItsPrerequisiteHasLandedWhileOthersStillWork() {
        Scene scene = scene(BASE, SLOW, NEXT).finished("base");
        scene.made("slow");

        assertThat(scene.last(RunAction.MergeWave.class).work().tips())
                .extracting(FeatureTip::feature)
                .containsExactly(id("base"));
        assertThat(scene.phase("next")).isInstanceOf(FeaturePhase.Pending.class);
        scene.integrated();
        assertThat(scene.phase("next")).isInstanceOf(FeaturePhase.Pending.class);
        scene.landed();

        assertThat(scene.phase("slow")).isInstanceOf(FeaturePhase.Running.class);
        assertThat(scene.phase("next")).isInstanceOf(FeaturePhase.Preparing.class);
        assertThat(scene.last(RunAction.MakeWorkspace.class).workspace().base())
                .isEqualTo(
                        scene.all(RunAction.LandWave.class).get(0).candidate().commit());
    }

    @Test
    void holdsBackARivalUntilWhatItIsBuiltOnHasLanded() {
        Scene scene = scene(BASE, RIVAL);

        assertThat(scene.all(RunAction.MakeWorkspace.class)).hasSize(1);
        scene.finished("base").integrated();
        assertThat(scene.all(RunAction.MakeWorkspace.class)).hasSize(1);
        scene.landed();

        assertThat(scene.last(RunAction.MakeWorkspace.class).workspace().feature())
                .isEqualTo(id("rival"));
    }

    @Test
    void beginsFeaturesWhileOthersAreIntegrated() {
        Scene scene = new Scene(Schedule.CONTINUOUS, 1, BASE, SLOW).begin().finished("base");

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Merging.class);
        assertThat(scene.phase("slow")).isInstanceOf(FeaturePhase.Preparing.class);
    }

    @Test
    void landsTogetherWhatHasFinishedMeanwhile() {
        Scene scene = scene(BASE, SLOW, Feature.builder("also").build())
                .finished("slow")
                .finished("base")
                .finished("also");
        scene.integrated().landed();

        assertThat(scene.last(RunAction.MergeWave.class).work().tips())
                .extracting(FeatureTip::feature)
                .containsExactly(id("also"), id("base"));
        assertThat(scene.all(RunAction.MergeWave.class))
                .extracting(action -> action.work().wave())
                .containsExactly(0, 1);
        scene.integrated().landed();
        assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
    }

    @Test
    void goesOnAfterAFailureWithWhatDoesNotNeedIt() {
        Scene scene = new Scene(
                        Schedule.CONTINUOUS,
                        2,
                        BASE,
                        SLOW,
                        NEXT,
                        Feature.builder("z").build())
                .begin();
        scene.made("base")
                .made("slow")
                .ended("base", new AgentResult.Failed("exit 1"))
                .kept("base")
                .finished("z")
                .integrated()
                .landed();
        scene.ended("slow", new AgentResult.Succeeded())
                .collected("slow")
                .integrated()
                .landed();

        assertThat(scene.snapshot.state().completed()).containsExactlyInAnyOrder(id("slow"), id("z"));
        assertThat(scene.phase("next")).isInstanceOf(FeaturePhase.Pending.class);
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                .anyMatch(reason -> reason.contains("'base' failed: exit 1"))
                .anyMatch(reason -> reason.contains("'next' was not begun: it needs base"))
                .hasSize(2);
    }

    @Test
    void waitsForAgentsWhenAnIntegrationFailsAndLandsNothingMore() {
        Scene scene = scene(BASE, SLOW, NEXT);
        scene.made("slow").finished("base");
        scene.red();

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Draining.class);
        scene.ended("slow", new AgentResult.Succeeded()).collected("slow");

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Stopped.class);
        assertThat(scene.all(RunAction.MergeWave.class)).hasSize(1);
        assertThat(scene.phase("slow")).isInstanceOf(FeaturePhase.Finished.class);
        assertThat(scene.snapshot.state().completed()).isEmpty();
    }

    @Test
    void usesFinishedWorkAgain() {
        Scene scene = scene(BASE, SLOW, NEXT);
        scene.made("slow").finished("base");
        scene.red();
        scene.ended("slow", new AgentResult.Succeeded()).collected("slow");

        scene.takeOver(2);

        assertThat(scene.last(RunAction.MergeWave.class).work().tips())
                .extracting(FeatureTip::feature)
                .containsExactly(id("base"), id("slow"));
        assertThat(scene.last(RunAction.MergeWave.class).work().wave()).isZero(); // nothing has landed before
        assertThat(scene.all(RunAction.MakeWorkspace.class)).isEmpty();
    }

    @Test
    void goesOnTestingWhatWasMergedAndNotWhatHasFinishedSince() {
        Scene scene = scene(BASE, SLOW, NEXT);
        scene.made("slow").finished("base").merged();
        RunPhase testing = scene.runPhase();
        scene.ended("slow", new AgentResult.Succeeded()).collected("slow");

        scene.takeOver(2);

        assertThat(scene.runPhase()).isEqualTo(testing);
        assertThat(scene.actions)
                .containsExactly(new RunAction.RunTrial(Trial.of(((RunPhase.Testing) testing).candidate(), List.of())));
        scene.tested(TrialOutcome.of(TestResult.green(""))).landed();
        assertThat(scene.snapshot.state().completed()).containsExactly(id("base"));
        assertThat(scene.last(RunAction.MergeWave.class).work().tips())
                .extracting(FeatureTip::feature)
                .containsExactly(id("slow"));
        assertThat(scene.last(RunAction.MergeWave.class).work().wave())
                .isGreaterThan(((RunPhase.Testing) testing).candidate().work().wave());
    }

    @ParameterizedTest
    @EnumSource(Schedule.class)
    void theOneAgentBeginsWithWhatIsMostUrgent(Schedule schedule) {
        Feature urgent = Feature.builder("urgent").writes("u.ts").priority(9).build();

        Scene scene = new Scene(schedule, 1, BASE, SLOW, urgent).begin();

        assertThat(scene.all(RunAction.MakeWorkspace.class))
                .extracting(make -> make.workspace().feature())
                .containsExactly(id("urgent"));
    }

    private static Scene scene(Feature... features) {
        return new Scene(Schedule.CONTINUOUS, 4, features).begin();
    }

    private static FeatureId id(String name) {
        return new FeatureId(name);
    }
}
