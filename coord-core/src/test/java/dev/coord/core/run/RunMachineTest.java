package dev.coord.core.run;

import static dev.coord.core.run.Scene.BASE;
import static dev.coord.core.run.Scene.feature;
import static dev.coord.core.run.Scene.id;
import static dev.coord.core.run.Scene.secondWave;
import static dev.coord.core.run.Scene.twoWaves;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.AgentId;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.ProcessId;
import dev.coord.core.run.event.PhaseTimes;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunStep;
import dev.coord.lock.LockRequest;
import dev.coord.plan.Feature;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunSettings.Origin;
import dev.coord.state.FeatureStatus;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A run from its beginning to its end, one process after the other. */
class RunMachineTest {

    @Test
    void takesAFeatureFromItsWorkspaceToTheTarget() {
        Scene scene = twoWaves();

        assertThat(scene.actions)
                .hasOnlyElementsOfType(RunAction.MakeWorkspace.class)
                .hasSize(1);
        scene.made("base");
        assertThat(scene.snapshot.state().statusOf(id("base"))).isEqualTo(FeatureStatus.ACTIVE);
        assertThat(scene.last(RunAction.RunAgent.class).task().lease().locks()).hasSize(1);
        scene.ended("base", new AgentResult.Succeeded()).collected("base", "a.ts");
        assertThat(scene.snapshot.state().statusOf(id("base"))).isEqualTo(FeatureStatus.COMPLETED);
        assertThat(scene.snapshot.locks().leases()).isEmpty();
        scene.integrated();
        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Landing.class);
        scene.landed().removed("base");

        assertThat(scene.phase("base")).isEqualTo(new FeaturePhase.Landed());
        assertThat(scene.snapshot.state().currentWave()).isEqualTo(1);
        assertThat(scene.all(RunAction.MakeWorkspace.class)).hasSize(3);
    }

    @Test
    void branchesAreIntegratedInTheNameOfNoImplementor() {
        Scene scene = new Scene(2, feature("a"), feature("b"));
        scene.origin = Origin.BRANCHES;
        scene.begin();

        assertThat(scene.snapshot.run().orElseThrow().features().values())
                .extracting(FeatureRun::phase)
                .allSatisfy(phase ->
                        assertThat(((FeaturePhase.Preparing) phase).agent()).isEqualTo(new AgentId("integrator")));
        scene.made("a").made("b");
        assertThat(scene.snapshot.state().statusOf(id("b"))).isEqualTo(FeatureStatus.ACTIVE);
    }

    @Test
    void endsWhenEverythingHasLanded() {
        Scene scene =
                secondWave().finished("right").finished("left").integrated().landed();

        assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
        assertThat(scene.all(RunAction.RemoveWorkspace.class)).hasSize(3);
    }

    @Test
    void mergesInPlanOrderWhateverFinishedFirst() {
        Scene scene = secondWave().finished("right").finished("left");

        assertThat(scene.last(RunAction.MergeWave.class).work().tips())
                .extracting(tip -> tip.feature().value())
                .containsExactly("left", "right");
    }

    @Test
    void runsNoMoreAgentsThanAllowed() {
        Scene scene = new Scene(1, feature("b"), feature("c")).begin();

        assertThat(scene.all(RunAction.MakeWorkspace.class)).hasSize(1);
        scene.finished("b");

        assertThat(scene.all(RunAction.MakeWorkspace.class)).hasSize(2);
    }

    @Test
    void aStaleEventChangesNothing() {
        Scene scene = twoWaves().made("base");

        RunStep step = scene.peek(new RunEvent.AgentEnded(id("base"), 7, new AgentResult.Succeeded(), Duration.ZERO));

        assertThat(step.after()).isSameAs(scene.snapshot);
        assertThat(step.actions()).isEmpty();
    }

    @Test
    void refusesASecondRunWhileTheFirstLives() {
        Scene scene = twoWaves();

        RunBeginning second = scene.tryToBegin(new ProcessId(2, Instant.EPOCH, "here"));

        assertThat(second).isInstanceOf(RunBeginning.AlreadyRunning.class);
    }

    @Test
    void anotherRunOfTheSameProcessIsInTheWayUntilItSignsOffOrItsLeaseEnds() {
        Scene scene = twoWaves();
        RunMachine second =
                new RunMachine(scene.features(), Scene.FIRST_OWNER, "second", (run, feature, attempt, base) -> {
                    throw new AssertionError();
                });

        assertThat(second.rival(scene.snapshot, Optional.empty(), scene.now)).isPresent();
        assertThat(second.rival(scene.machine().signOff(scene.snapshot, scene.now), Optional.empty(), scene.now))
                .isEmpty();
        assertThat(second.signOff(scene.snapshot, scene.now)).isSameAs(scene.snapshot);
        assertThat(second.rival(scene.snapshot, Optional.empty(), scene.now.plus(LockRequest.DEFAULT_TTL)))
                .isEmpty();
    }

    @Test
    void oneThatDiedRightAfterSigningInHasBegunNothing() {
        Scene scene = new Scene(4, Scene.feature("a"));
        RunStart start = scene.start(new TreeMap<>(), Optional.empty());
        RunBeginning plain = scene.machine().begin(scene.snapshot, start, scene.now);

        Snapshot signedIn = scene.machine().signIn(scene.snapshot, start.fresh(), start.settings(), scene.now);

        assertThat(scene.machine().begin(signedIn, start, scene.now)).isEqualTo(plain);
    }

    @Test
    void signingInKeepsWhatIsKnownOfARun() {
        Scene working = twoWaves();
        RunStart start = working.start(new TreeMap<>(), Optional.empty());

        Snapshot signedIn = working.machine().signIn(working.snapshot, start.fresh(), start.settings(), working.now);

        RunRecord kept = signedIn.run().orElseThrow();
        RunRecord before = working.snapshot.run().orElseThrow();
        assertThat(kept.features()).isEqualTo(before.features());
        assertThat(kept.phase()).isEqualTo(before.phase());
        assertThat(working.machine().signOut(signedIn, working.snapshot.run())).isEqualTo(working.snapshot);
    }

    @Test
    void whoeverSignedInIsInTheWayAndLeavesNothingWhenItSignsOut() {
        Scene scene = new Scene(4, Scene.feature("a"));
        RunStart start = scene.start(new TreeMap<>(), Optional.empty());

        Snapshot signedIn = scene.machine().signIn(scene.snapshot, start.fresh(), start.settings(), scene.now);

        ProcessId other = new ProcessId(2, Instant.EPOCH, "here");
        assertThat(scene.machine(other).rival(signedIn, Optional.empty(), scene.now))
                .isPresent();
        assertThat(scene.machine(other).rival(signedIn, Optional.of(Scene.FIRST_OWNER), scene.now))
                .isEmpty();
        assertThat(scene.machine(other).signOut(signedIn, Optional.empty())).isSameAs(signedIn);
        assertThat(scene.machine().signOut(signedIn, Optional.empty())).isEqualTo(scene.snapshot);
    }

    @Test
    void aRunOfAnotherProcessIsInTheWayHoweverLateItRenewsItsLease() {
        Scene scene = twoWaves();
        RunMachine second = new RunMachine(
                scene.features(), new ProcessId(2, Instant.EPOCH, "here"), "second", (run, feature, attempt, base) -> {
                    throw new AssertionError();
                });

        assertThat(second.rival(scene.snapshot, Optional.empty(), scene.now.plus(Duration.ofDays(1))))
                .isPresent();
        assertThat(second.rival(scene.machine().signOff(scene.snapshot, scene.now), Optional.empty(), scene.now))
                .isEmpty();
    }

    @Test
    void aRunRenewsItsLeaseWithWhateverItHears() {
        Scene scene = twoWaves();
        Instant later = scene.now.plus(LockRequest.DEFAULT_TTL.dividedBy(2));

        RunStep step = scene.machine().step(scene.snapshot, new RunEvent.Woken(PhaseTimes.NONE), later);

        assertThat(step.after().run().orElseThrow().driver().orElseThrow().until())
                .contains(later.plus(LockRequest.DEFAULT_TTL));
    }

    @Test
    void aRunThatWasTakenOverMayNotGoOn() {
        Scene scene = twoWaves();
        RunMachine first = new RunMachine(
                dev.coord.plan.FeatureSet.of(List.of(BASE)),
                Scene.FIRST_OWNER,
                "driver",
                (run, feature, attempt, base) -> {
                    throw new AssertionError();
                });
        scene.takeOver(2);

        assertThatThrownBy(() -> first.step(scene.snapshot, new RunEvent.Woken(PhaseTimes.NONE), scene.now))
                .isInstanceOf(StoreFailed.class);
    }

    @Test
    void logsAPlannedSerializationOnce() {
        Feature one = Feature.builder("b").writes("same.ts").build();
        Feature other = Feature.builder("c").writes("same.ts").build();
        Scene scene = new Scene(4, one, other).begin();
        assertThat(scene.conflicts).hasSize(1);
        assertThat(scene.conflicts.get(0).resolution()).isEqualTo("Serialize c after b");

        scene.takeOver(2);

        assertThat(scene.conflicts).hasSize(1);
    }
}
