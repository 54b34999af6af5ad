package dev.coord.core.run;

import static dev.coord.core.run.Scene.feature;
import static dev.coord.core.run.Scene.id;
import static dev.coord.core.run.Scene.twoWaves;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.lock.LockTable;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.state.Rules;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRequest;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.state.Command;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the features of a run come by their locks, and keep them. */
class RunLocksTest {

    @Test
    void waitsForAnOutsiderWithoutTakingAnAgentsPlace() {
        Scene scene = new Scene(1, feature("b"), feature("c"));
        LockRequest outsider =
                LockRequest.builder("outsider", "b").write("b.ts").build();
        scene.snapshot = LockTable.request(scene.snapshot, outsider, scene.now).after();
        scene.begin().made("b");

        assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Queued.class);
        assertThat(scene.phase("c")).isInstanceOf(FeaturePhase.Preparing.class);
        scene.finished("c");
        scene.snapshot = LockTable.release(
                        scene.snapshot, scene.snapshot.locks().leases().get(0).id(), scene.now)
                .after();
        scene.woken();

        assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Running.class);
    }

    @Test
    void aFeatureWhoseLocksStayTakenFailsAtTheTimeout() {
        Scene scene = new Scene(1, feature("b"));
        LockRequest outsider = LockRequest.builder("outsider", "x")
                .write("b.ts")
                .policy(ContentionPolicy.WAIT)
                .ttl(Duration.ofDays(1))
                .build();
        assertThat(LockTable.request(scene.snapshot, outsider, scene.now).outcome())
                .isInstanceOf(LockOutcome.Granted.class);
        scene.snapshot = LockTable.request(scene.snapshot, outsider, scene.now).after();
        scene.begin().made("b");

        scene.spent(Scene.TIMEOUT.plusSeconds(1)).kept("b");

        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(0))
                .contains("not free within 30m", "b.ts held by outsider");
        assertThat(scene.snapshot.locks().queue()).isEmpty();
    }

    @Test
    void aClockThatJumpsEndsNobodysWaiting() {
        Scene scene = new Scene(1, feature("b"));
        LockRequest outsider = LockRequest.builder("outsider", "x")
                .write("b.ts")
                .ttl(Duration.ofDays(1))
                .build();
        scene.snapshot = LockTable.request(scene.snapshot, outsider, scene.now).after();
        scene.begin().made("b");

        scene.now = scene.now.plus(Duration.ofHours(2));
        scene.woken();

        assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Queued.class);
        assertThat(scene.snapshot.locks().queue()).hasSize(1);
        scene.now = scene.now.plus(Duration.ofDays(1));
        assertThat(scene.woken().phase("b")).isInstanceOf(FeaturePhase.Running.class);
    }

    @Test
    void aClockThatJumpsEndsNoAgent() {
        Scene scene = twoWaves().made("base");
        scene.snapshot = scene.snapshot.withLocks(withoutEnd(scene.snapshot.locks()));

        scene.now = scene.now.plus(Duration.ofHours(2));
        scene.woken();

        assertThat(scene.all(RunAction.EndAgent.class)).isEmpty();
    }

    @Test
    void endsAnAgentThatItsRunnerDoesNotEnd() {
        Scene scene = twoWaves().made("base");

        scene.spent(Scene.TIMEOUT.plusSeconds(10));
        assertThat(scene.all(RunAction.EndAgent.class)).isEmpty();
        scene.spent(Scene.TIMEOUT.plusSeconds(11));

        assertThat(scene.last(RunAction.EndAgent.class).reason()).isEqualTo("did not end within 30m");
    }

    @Test
    void anAgentThatEndsItsFeatureItselfIsToldThatItsRunDecides() {
        Scene scene = twoWaves().made("base");
        Lease lease = scene.snapshot.locks().leases().get(0);
        List<Command<LifecycleOutcome>> ways = List.of(
                new Command.CompleteFeature(id("base"), lease.agent(), Optional.of(lease.token())),
                new Command.FailFeature(id("base"), lease.agent(), "no idea"),
                new Command.BlockFeature(id("base"), lease.agent(), "no key"));

        ways.forEach(way -> {
            Transition<LifecycleOutcome> step = Rules.apply(scene.snapshot, way, scene.now);

            assertThat(step.after()).isSameAs(scene.snapshot);
            assertThat(step.outcome())
                    .isInstanceOfSatisfying(
                            LifecycleOutcome.MadeByRun.class,
                            refused -> assertThat(refused.message()).contains("run r0", "exit status 0"));
        });
        assertThat(scene.woken().all(RunAction.EndAgent.class)).isEmpty();
        assertThat(scene.ended("base", new AgentResult.Succeeded()).phase("base"))
                .isInstanceOf(FeaturePhase.Collecting.class);
    }

    @Test
    void whereNobodyDrivesTheRunAnyMoreItsFeaturesCanBeEnded() {
        Scene scene = twoWaves().made("base");
        Command<LifecycleOutcome> way = new Command.CompleteFeature(
                id("base"), scene.snapshot.locks().leases().get(0).agent(), Optional.empty());

        assertThat(Rules.apply(scene.machine().signOff(scene.snapshot, scene.now), way, scene.now)
                        .outcome())
                .isInstanceOf(LifecycleOutcome.Moved.class);
        assertThat(Rules.apply(scene.snapshot, way, scene.now.plus(LockRequest.DEFAULT_TTL))
                        .outcome())
                .isInstanceOf(LifecycleOutcome.Moved.class);
    }

    @Test
    void anAgentWhoseLeaseWasBrokenIsEndedForThatReason() {
        Scene scene = twoWaves().made("base");
        Lease lease = scene.snapshot.locks().leases().get(0);

        scene.snapshot = LockTable.breakLease(scene.snapshot, lease.id(), "it hangs", scene.now)
                .after();

        assertThat(scene.woken().last(RunAction.EndAgent.class).reason()).contains("was broken", "it hangs");
    }

    @Test
    void renewsTheLeasesOfWorkingAgentsInTime() {
        Scene scene = twoWaves().made("base");
        Instant granted = scene.snapshot.locks().leases().get(0).expiresAt();

        scene.now = scene.now.plus(Duration.ofMinutes(3));
        scene.woken();

        assertThat(scene.snapshot.locks().leases().get(0).expiresAt()).isAfter(granted);
    }

    @Test
    void endsAnAgentWhoseLeaseIsLost() {
        Scene scene = twoWaves().made("base");

        scene.now = scene.now.plus(Duration.ofMinutes(6));
        scene.snapshot = LockTable.expire(scene.snapshot, scene.now);
        scene.woken();

        assertThat(scene.last(RunAction.EndAgent.class).feature()).isEqualTo(id("base"));
    }

    /** As a store sees to it where the owner lives. */
    private static LockRegistry withoutEnd(LockRegistry locks) {
        List<Lease> leases = locks.leases().stream()
                .map(lease -> lease.expiringAt(lease.expiresAt().plus(Duration.ofDays(1))))
                .toList();
        return new LockRegistry(leases, locks.queue(), locks.foreign(), locks.lastToken(), locks.lost());
    }
}
