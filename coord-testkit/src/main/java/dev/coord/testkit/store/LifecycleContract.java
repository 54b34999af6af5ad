package dev.coord.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.Coordinator;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.Command;
import dev.coord.state.ConflictEntry;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.CoordinationStore;
import dev.coord.testkit.CoordAssertions;
import dev.coord.testkit.ManualClock;
import dev.coord.testkit.concurrent.OtherThread;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds when a {@link Coordinator} waits for features on a store: halted, signalled, and when it gives up. */
public interface LifecycleContract extends StoreContract {

    /** Waited for. */
    FeatureId P1 = new FeatureId("P1");

    /** Waits for P1 and P2. */
    FeatureId P3 = new FeatureId("P3");

    /** Who waits. */
    AgentId WAITER = new AgentId("implementor-3");

    @Test
    default void whoAwaitsACompletionIsWokenByIt(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = planned(store);
            OtherThread<Boolean> waiter = OtherThread.doing(
                            () -> coordinator.awaitCompleted(P1, AwaitChangeContract.FAR))
                    .onceItWaits();

            complete(coordinator, "P1");

            assertThat(waiter.result()).isTrue();
        }
    }

    @Test
    default void whoAwaitsACompletionInVainGivesUpAtHisDeadline(@TempDir Path home) throws InterruptedException {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            Coordinator coordinator = planned(store);
            OtherThread<Boolean> waiter = OtherThread.doing(
                            () -> coordinator.awaitCompleted(P1, AwaitChangeContract.FAR))
                    .onceItWaits();
            complete(coordinator, "P2");
            waiter.onceItWaits();

            clock.set(AwaitChangeContract.FAR);

            assertThat(waiter.result()).isFalse();
        }
    }

    @Test
    default void whoStartsTooEarlyHaltsUntilTheLastPrerequisiteIsCompleted(@TempDir Path home)
            throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = planned(store);
            OtherThread<LifecycleOutcome> waiter = OtherThread.doing(
                            () -> coordinator.start(P3, WAITER, Duration.ofHours(1)))
                    .onceItWaits();
            complete(coordinator, "P1");
            waiter.onceItWaits();
            CoordAssertions.assertThat(store.read()).hasStatus("P3", FeatureStatus.PENDING);

            complete(coordinator, "P2");

            assertThat(waiter.result())
                    .isEqualTo(new LifecycleOutcome.Moved(P3, FeatureStatus.PENDING, FeatureStatus.ACTIVE));
            CoordAssertions.assertThat(store.read()).hasStatus("P3", FeatureStatus.ACTIVE);
            assertThat(store.conflicts())
                    .containsExactly(new ConflictEntry(
                            ManualClock.START,
                            ConflictType.DEPENDENCY_VIOLATION,
                            List.of(P3, P1, new FeatureId("P2")),
                            List.of("P1", "P2"),
                            "Wait for P1, P2 completion"));
        }
    }

    @Test
    default void whoStartsTooEarlyIsToldWhatIsMissingWhenHisPatienceEnds(@TempDir Path home)
            throws InterruptedException {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            Coordinator coordinator = planned(store);
            OtherThread<LifecycleOutcome> waiter = OtherThread.doing(
                            () -> coordinator.start(P3, WAITER, Duration.ofHours(1)))
                    .onceItWaits();
            complete(coordinator, "P1");
            waiter.onceItWaits();

            clock.advance(Duration.ofHours(1));

            assertThat(waiter.result())
                    .isEqualTo(new LifecycleOutcome.PrerequisitesMissing(P3, List.of(new FeatureId("P2"))));
            CoordAssertions.assertThat(store.read()).hasStatus("P3", FeatureStatus.PENDING);
            assertThat(store.conflicts()).hasSize(1);
        }
    }

    @Test
    default void whoHasNoPatienceIsAnsweredAtOnce(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = planned(store);

            LifecycleOutcome outcome = coordinator.start(P3, WAITER, Duration.ZERO);

            assertThat(outcome).isInstanceOf(LifecycleOutcome.PrerequisitesMissing.class);
            assertThat(store.conflicts()).hasSize(1);
        }
    }

    @Test
    default void whoHaltedAndThenMeetsASchemaConflictIsToldSoAndBlocked(@TempDir Path home)
            throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = planned(store);
            coordinator.apply(new Command.StartFeature(new FeatureId("P4"), new AgentId("implementor-4")));
            OtherThread<LifecycleOutcome> waiter = OtherThread.doing(
                            () -> coordinator.start(P3, WAITER, Duration.ofHours(1)))
                    .onceItWaits();

            complete(coordinator, "P1");
            complete(coordinator, "P2");

            assertThat(waiter.result())
                    .isEqualTo(new LifecycleOutcome.Halted(P3, new FeatureId("P4"), List.of("posts")));
            assertThat(store.read().state().blocked()).singleElement().satisfies(blocked -> {
                assertThat(blocked.feature()).isEqualTo(P3);
                assertThat(blocked.reason()).contains("P4", "posts", "merge the schema changes by hand");
            });
            assertThat(store.conflicts())
                    .extracting(ConflictEntry::type)
                    .containsExactly(ConflictType.DEPENDENCY_VIOLATION, ConflictType.SCHEMA_CONFLICT);
        }
    }

    @Test
    default void whoIsInterruptedWhileHaltedBeginsNothing(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = planned(store);
            OtherThread<LifecycleOutcome> waiter = OtherThread.doing(
                            () -> coordinator.start(P3, WAITER, Duration.ofHours(1)))
                    .onceItWaits();

            assertThat(waiter.interrupt().failure()).isInstanceOf(InterruptedException.class);

            complete(coordinator, "P1");
            complete(coordinator, "P2");
            CoordAssertions.assertThat(store.read()).hasStatus("P3", FeatureStatus.PENDING);
        }
    }

    private static Coordinator planned(CoordinationStore store) {
        Coordinator coordinator = new Coordinator(store);
        coordinator.apply(new Command.StoreFeatures(FeatureSet.of(List.of(
                Feature.builder("P1").build(),
                Feature.builder("P2").build(),
                Feature.builder("P3")
                        .blockedBy("P1", "P2")
                        .changesSchema("posts")
                        .build(),
                Feature.builder("P4").changesSchema("posts").build()))));
        return coordinator;
    }

    private static void complete(Coordinator coordinator, String feature) {
        FeatureId id = new FeatureId(feature);
        AgentId agent = new AgentId("implementor-1");
        coordinator.apply(new Command.StartFeature(id, agent));
        coordinator.apply(new Command.CompleteFeature(id, agent, Optional.empty()));
    }
}
