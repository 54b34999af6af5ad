package dev.coord.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.history.Step;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.RollbackState;
import dev.coord.core.run.event.RunAction;
import dev.coord.merge.Candidate;
import dev.coord.merge.LandingOutcome;
import dev.coord.run.RunPhase;
import dev.coord.store.History.HistoryEvent;
import dev.coord.store.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the history tells of a run: what has landed, and what was taken back. */
class RunHistoryTest {

    private final Scene scene = Scene.twoWaves().finished("base").integrated();
    private final Candidate candidate = scene.last(RunAction.LandWave.class).candidate();
    private final HistoryEvent.Landed landed =
            new HistoryEvent.Landed(candidate.work().run(), 0, List.of(Scene.id("base")), candidate.commit());

    private List<HistoryEvent> told(Runnable step) {
        Snapshot before = scene.snapshot;
        step.run();
        return Step.of(before, scene.snapshot, scene.now).events();
    }

    @Test
    void aWaveThatLandedIsToldOnce() {
        assertThat(told(scene::landed)).contains(landed).noneMatch(HistoryEvent.Other.class::isInstance);
        assertThat(told(() -> scene.removed("base"))).containsExactly(new HistoryEvent.Other(List.of("run")));
    }

    @Test
    void aWaveThatDidNotLandIsNotTold() {
        assertThat(told(() -> scene.landed(new LandingOutcome.TargetMoved(Scene.commit(7)))))
                .noneMatch(HistoryEvent.Landed.class::isInstance);
    }

    @Test
    void aLandingThatWasFinishedAfterAKillIsToldByWhoeverGoesOn() {
        TreeMap<FeatureId, String> done = new TreeMap<>();
        done.put(Scene.id("base"), "digest of base");

        assertThat(told(() -> scene.takeOver(2, done))).contains(landed);
    }

    @Test
    void aLandingThatNeverCameAboutIsNotToldByWhoeverGoesOn() {
        assertThat(told(() -> scene.takeOver(2))).noneMatch(HistoryEvent.Landed.class::isInstance);
    }

    @Test
    void whatWasTakenBackIsTold() {
        scene.landed().removed("base");
        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Working.class);

        assertThat(told(() -> scene.snapshot = RollbackState.without(
                        scene.snapshot,
                        List.of(new LandedWork(Scene.id("base"), candidate.commit(), Optional.empty())),
                        scene.now)))
                .contains(new HistoryEvent.TakenBack(List.of(Scene.id("base"))));
    }
}
