package dev.coord.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.Coordinator;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.ClaimOutcome.Claimed;
import dev.coord.state.ClaimOutcome.NothingReady;
import dev.coord.state.Command;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.CoordinationStore;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.History.HistoryEvent;
import dev.coord.testkit.CoordAssertions;
import dev.coord.testkit.ManualClock;
import dev.coord.testkit.concurrent.OtherThread;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds when agents ask a {@link Coordinator} for work: each feature is given out once, and whoever waits is woken. */
public interface ClaimContract extends StoreContract {

    /** Asks first. */
    AgentId FIRST = new AgentId("implementor-1");

    /** Asks later. */
    AgentId SECOND = new AgentId("implementor-2");

    @Test
    default void eightThreadsWorkOffSixtyFeaturesAndLoseNoStartRace(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, InstantSource.system())) {
            FeatureSet features = sixty();
            Coordinator coordinator = stored(store, features);
            List<OtherThread<List<FeatureId>>> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                AgentId agent = new AgentId("implementor-" + i);
                threads.add(OtherThread.doing(() -> workedOff(coordinator, agent)));
            }
            List<FeatureId> made = new ArrayList<>();
            for (OtherThread<List<FeatureId>> thread : threads) {
                made.addAll(thread.result());
            }

            assertThat(made)
                    .containsExactlyInAnyOrderElementsOf(features.features().keySet());
            assertThat(store.conflicts()).isEmpty();
            assertThat(begins(store).values())
                    .as("how often each feature began")
                    .containsOnly(1L);
            List<FeatureId> completed = store.read().state().completed();
            features.features()
                    .values()
                    .forEach(feature -> feature.blockedBy()
                            .forEach(before ->
                                    assertThat(completed.indexOf(before)).isLessThan(completed.indexOf(feature.id()))));
        }
    }

    @Test
    default void whoWaitsForWorkIsGivenWhatACompletionMakesReady(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = chained(store);
            Claimed claimed = (Claimed) coordinator.claim(FIRST, Duration.ZERO);
            OtherThread<ClaimOutcome> waiter = OtherThread.doing(() -> coordinator.claim(SECOND, Duration.ofHours(1)))
                    .onceItWaits();

            complete(coordinator, claimed, FIRST);

            assertThat(waiter.result())
                    .isInstanceOfSatisfying(
                            Claimed.class,
                            next -> assertThat(next.feature().id()).isEqualTo(new FeatureId("P2")));
            assertThat(coordinator.ready()).extracting(Feature::id).isEmpty();
        }
    }

    @Test
    default void whoWaitsForWorkIsGivenAFeatureWhoseLeaseEnds(@TempDir Path home) throws InterruptedException {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            Coordinator coordinator = chained(store);
            Claimed lost = (Claimed)
                    coordinator.claim(new Command.ClaimFeature(FIRST).withTtl(Duration.ofSeconds(10)), Duration.ZERO);
            OtherThread<ClaimOutcome> waiter = OtherThread.doing(() -> coordinator.claim(SECOND, Duration.ofHours(1)))
                    .onceItWaits();

            clock.advance(Duration.ofSeconds(11));

            assertThat(waiter.result())
                    .isInstanceOfSatisfying(
                            Claimed.class, next -> assertThat(next.feature()).isEqualTo(lost.feature()));
            assertThat(completed(coordinator, lost, FIRST)).isInstanceOf(LifecycleOutcome.NotTheOwner.class);
        }
    }

    @Test
    default void whoWaitsForWorkInVainIsToldForWhat(@TempDir Path home) throws InterruptedException {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            Coordinator coordinator = chained(store);
            coordinator.claim(FIRST, Duration.ZERO);
            assertThat(coordinator.claim(SECOND, Duration.ZERO)).isInstanceOf(NothingReady.class);
            OtherThread<ClaimOutcome> waiter = OtherThread.doing(() -> coordinator.claim(SECOND, Duration.ofMinutes(1)))
                    .onceItWaits();

            clock.advance(Duration.ofMinutes(1));

            assertThat(waiter.result())
                    .isInstanceOfSatisfying(
                            NothingReady.class,
                            nothing -> assertThat(nothing.waitsFor())
                                    .extracting(ClaimOutcome.Obstacle::feature)
                                    .contains(new FeatureId("P1")));
        }
    }

    @Test
    default void whoIsInterruptedWhileItWaitsForWorkClaimsNothing(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = chained(store);
            Claimed claimed = (Claimed) coordinator.claim(FIRST, Duration.ZERO);
            OtherThread<ClaimOutcome> waiter = OtherThread.doing(() -> coordinator.claim(SECOND, Duration.ofHours(1)))
                    .onceItWaits();

            assertThat(waiter.interrupt().failure()).isInstanceOf(InterruptedException.class);

            complete(coordinator, claimed, FIRST);
            CoordAssertions.assertThat(store.read()).hasStatus("P2", FeatureStatus.PENDING);
        }
    }

    @Test
    default void anAgentIsGivenWhatItKnowsFromWhatItCompleted(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = stored(
                    store,
                    FeatureSet.of(List.of(
                            Feature.builder("P1").writes("a.ts").priority(1).build(),
                            Feature.builder("P2").writes("b.ts").build(),
                            Feature.builder("P3").writes("a.ts").build())));
            complete(coordinator, (Claimed) coordinator.claim(FIRST, Duration.ZERO), FIRST);

            assertThat(((Claimed) coordinator.claim(FIRST, Duration.ZERO))
                            .feature()
                            .id())
                    .isEqualTo(new FeatureId("P3"));
            assertThat(((Claimed) coordinator.claim(SECOND, Duration.ZERO))
                            .feature()
                            .id())
                    .isEqualTo(new FeatureId("P2"));
        }
    }

    private static List<FeatureId> workedOff(Coordinator coordinator, AgentId agent) throws InterruptedException {
        List<FeatureId> made = new ArrayList<>();
        while (true) {
            ClaimOutcome outcome = coordinator.claim(agent, Duration.ofMinutes(1));
            if (!(outcome instanceof Claimed claimed)) {
                assertThat(outcome).isEqualTo(new ClaimOutcome.AllDone());
                return made;
            }
            complete(coordinator, claimed, agent);
            made.add(claimed.feature().id());
        }
    }

    private static FeatureSet sixty() {
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Feature.Builder feature = Feature.builder("P" + i).writes("file-" + i % 11);
            if (i % 3 == 2) {
                feature.blockedBy("P" + (i - 1), "P" + i / 2);
            }
            if (i % 7 == 0) {
                feature.changesSchema("table-" + i % 2);
            }
            features.add(feature.build());
        }
        return FeatureSet.of(features);
    }

    private static Map<FeatureId, Long> begins(CoordinationStore store) {
        try (Stream<HistoryEntry> entries = store.history().since(-1)) {
            return entries.map(HistoryEntry::event)
                    .filter(HistoryEvent.Moved.class::isInstance)
                    .map(HistoryEvent.Moved.class::cast)
                    .filter(moved -> moved.to() == FeatureStatus.ACTIVE)
                    .collect(Collectors.groupingBy(HistoryEvent.Moved::feature, Collectors.counting()));
        }
    }

    private static Coordinator chained(CoordinationStore store) {
        return stored(
                store,
                FeatureSet.of(List.of(
                        Feature.builder("P1").writes("a.ts").build(),
                        Feature.builder("P2").blockedBy("P1").build())));
    }

    private static Coordinator stored(CoordinationStore store, FeatureSet features) {
        Coordinator coordinator = new Coordinator(store);
        coordinator.apply(new Command.StoreFeatures(features));
        return coordinator;
    }

    private static void complete(Coordinator coordinator, Claimed claimed, AgentId agent) {
        assertThat(completed(coordinator, claimed, agent)).isInstanceOf(LifecycleOutcome.Moved.class);
    }

    private static LifecycleOutcome completed(Coordinator coordinator, Claimed claimed, AgentId agent) {
        return coordinator.apply(new Command.CompleteFeature(
                claimed.feature().id(), agent, Optional.of(claimed.lease().token())));
    }
}
