package dev.coord.core.run;

import static dev.coord.core.run.Scene.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.state.Rules;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.plan.Feature;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.state.Command;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Features that write the same file at the same time. */
class OptimisticTest {

    private static Scene scene(Schedule schedule, Feature... features) {
        Scene scene = new Scene(schedule, 4, features);
        scene.overlap = OverlapPolicy.OPTIMISTIC;
        return scene.begin();
    }

    private static Scene two(Schedule schedule) {
        return scene(
                schedule,
                Feature.builder("a").writes("shared.ts", "a.ts").build(),
                Feature.builder("b").writes("shared.ts", "b.ts").build());
    }

    @ParameterizedTest
    @EnumSource
    void workAtTheSameTimeAndLandTogether(Schedule schedule) {
        Scene scene = two(schedule).made("a").made("b");

        assertThat(scene.all(RunAction.RunAgent.class)).hasSize(2);
        for (String id : List.of("a", "b")) {
            scene.ended(id, new AgentResult.Succeeded());
        }
        scene.collected("a").collected("b");
        while (!scene.runPhase().equals(new RunPhase.Done())) {
            scene.integrated().landed();
        }
        assertThat(scene.snapshot.state().completed()).containsExactlyInAnyOrder(id("a"), id("b"));
    }

    @ParameterizedTest
    @EnumSource
    void shareTheLockThatNobodyElseGets(Schedule schedule) {
        Scene scene = two(schedule).made("a").made("b");

        assertThat(((FeaturePhase.Running) scene.phase("b")).lease().locks())
                .containsExactlyInAnyOrder(
                        new PathLock(new RepoPath("shared.ts"), Operation.READ),
                        new PathLock(new RepoPath("b.ts"), Operation.WRITE));
        LockRequest outsider = LockRequest.builder(new AgentId("outsider"), new FeatureId("other"))
                .write("shared.ts")
                .policy(ContentionPolicy.FAIL)
                .build();
        assertThat(Rules.apply(scene.snapshot, new Command.RequestLocks(outsider), scene.now)
                        .outcome())
                .isInstanceOf(LockOutcome.Denied.class);
    }

    @ParameterizedTest
    @EnumSource
    void oneTableIsStillChangedByOneFeatureAtATime(Schedule schedule) {
        Scene scene = scene(
                schedule,
                Feature.builder("a").writes("shared.ts").changesSchema("posts").build(),
                Feature.builder("b").writes("shared.ts").changesSchema("posts").build());

        assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Pending.class);
    }
}
