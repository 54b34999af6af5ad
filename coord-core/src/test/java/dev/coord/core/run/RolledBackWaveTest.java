package dev.coord.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RunId;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.RollbackState;
import dev.coord.core.run.event.RunNotice;
import dev.coord.plan.Feature;
import dev.coord.plan.Schedule;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunSettings;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code current_wave} is after landings were taken back: what it was before the first of them. */
class RolledBackWaveTest {

    /** Three waves, of one feature each. */
    private static Scene landed(Schedule schedule) {
        Scene scene = new Scene(
                schedule,
                1,
                Feature.builder("w0").build(),
                Feature.builder("w1").blockedBy("w0").build(),
                Feature.builder("w2").blockedBy("w1").build());
        scene.begin();
        for (int wave = 0; wave < 3; wave++) {
            assertThat(scene.snapshot.state().currentWave())
                    .as("before landing %d", wave)
                    .isEqualTo(schedule == Schedule.WAVES ? wave : Math.max(0, wave - 1));
            scene.finished("w" + wave);
            assertThat(scene.snapshot.state().currentWave()).isEqualTo(wave);
            scene.integrated().landed();
        }
        assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
        return scene;
    }

    private static LandedWork landing(RunId run, int wave) {
        return new LandedWork(new FeatureId("w" + wave), Scene.commit(wave + 1), place(run, wave));
    }

    private static Optional<LandedWork.Place> place(RunId run, int wave) {
        return Optional.of(new LandedWork.Place(run, wave));
    }

    private static int after(Scene scene, RunId run, int... waves) {
        List<LandedWork> landings = new ArrayList<>();
        for (int wave : waves) {
            landings.add(landing(run, wave));
        }
        scene.snapshot = RollbackState.without(scene.snapshot, landings, scene.now);
        return scene.snapshot.state().currentWave();
    }

    private static RunId run(Scene scene) {
        return scene.snapshot.run().orElseThrow().id();
    }

    @ParameterizedTest
    @CsvSource({"WAVES, 2, 2", "WAVES, 1, 1", "WAVES, 0, 0", "CONTINUOUS, 2, 2", "CONTINUOUS, 1, 1", "CONTINUOUS, 0, 0"
    })
    void isThatOfTheLandingThatIsTakenBack(Schedule schedule, int wave, int current) {
        Scene scene = landed(schedule);

        assertThat(after(scene, run(scene), wave)).isEqualTo(current);
        assertThat(after(scene, run(scene), wave)).as("twice").isEqualTo(current);
    }

    @ParameterizedTest
    @EnumSource
    void isThatOfTheEarliestOfSeveral(Schedule schedule) {
        Scene scene = landed(schedule);

        assertThat(after(scene, run(scene), 2, 1)).isEqualTo(1);
        assertThat(after(scene, run(scene), 0)).isZero();
    }

    /** Rollback signs in as a run does, and gives the record back. */
    @ParameterizedTest
    @EnumSource
    void theRunTellsOfItAsOfWhatIsNotBegunAndTheNextOneDoesNotWonder(Schedule schedule) {
        Scene scene = landed(schedule);
        for (int wave = 0; wave < 3; wave++) {
            scene.removed("w" + wave);
        }
        Snapshot before = scene.snapshot;
        RunMachine turn = scene.machine(new ProcessId(9, Instant.EPOCH, "here"));
        RunSettings settings = before.run().orElseThrow().settings();
        Snapshot taken = turn.signIn(turn.signOff(before, scene.now), new RunId("r9"), settings, scene.now);

        scene.snapshot =
                turn.signOut(RollbackState.without(taken, List.of(landing(run(scene), 2)), scene.now), before.run());

        assertThat(scene.phase("w2")).isEqualTo(new FeaturePhase.Pending());
        assertThat(scene.phase("w1")).isEqualTo(new FeaturePhase.Landed());
        SortedMap<FeatureId, String> landed = scene.digests();
        landed.remove(new FeatureId("w2"));
        scene.notices.clear();
        scene.begin(landed, Optional.empty());
        assertThat(scene.notices).noneMatch(RunNotice.Warning.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource
    void staysWhereAnotherRunLandedIt(Schedule schedule) {
        Scene scene = landed(schedule);

        assertThat(after(scene, new RunId("another"), 0)).isEqualTo(2);
    }
}
