package dev.coord.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.RollbackState;
import dev.coord.core.run.event.RunAction;
import dev.coord.merge.Candidate;
import dev.coord.run.FeaturePhase;
import dev.coord.state.FeatureStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A landing that happened while its run was killed, and that is taken back before the run goes on. */
class NotedLandingTest {

    private final Scene scene = Scene.twoWaves().finished("base").integrated();
    private final Candidate candidate = scene.last(RunAction.LandWave.class).candidate();

    private void note() {
        scene.snapshot = RollbackState.noted(scene.snapshot, candidate, scene.now);
    }

    @Test
    void itsFeaturesAreCompletedUntilTheyAreTakenBack() {
        note();
        assertThat(scene.snapshot.state().statusOf(Scene.id("base"))).isEqualTo(FeatureStatus.COMPLETED);
        assertThat(EarlierTry.of(scene.snapshot).landing()).isEmpty();

        scene.snapshot = RollbackState.without(
                scene.snapshot,
                List.of(new LandedWork(Scene.id("base"), candidate.commit(), Optional.empty())),
                scene.now);

        assertThat(scene.snapshot.state().statusOf(Scene.id("base"))).isEqualTo(FeatureStatus.PENDING);
    }

    @Test
    void theNextStartMakesItAnewUnderANumberOfItsOwn() {
        note();

        scene.takeOver(2);

        assertThat(scene.phase("base")).isNotInstanceOf(FeaturePhase.Finished.class);
        assertThat(scene.snapshot.run().orElseThrow().waves().get(0).number()).isEqualTo(1);
        assertThat(scene.all(RunAction.LandWave.class)).isEmpty();
    }

    @Test
    void anotherCandidateChangesNothing() {
        Candidate other = new Candidate(candidate.work(), candidate.base(), Scene.commit(77));

        assertThat(RollbackState.noted(scene.snapshot, other, scene.now)).isSameAs(scene.snapshot);
    }
}
