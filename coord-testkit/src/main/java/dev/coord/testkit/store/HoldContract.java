package dev.coord.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.AgentId;
import dev.coord.CoordinationException.LeaseLost;
import dev.coord.FeatureId;
import dev.coord.core.Coordinator;
import dev.coord.core.lease.HeldLease;
import dev.coord.core.lease.LeaseCare;
import dev.coord.core.lease.LeaseListener;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.Command;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.testkit.ManualClock;
import dev.coord.testkit.concurrent.OtherThread;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds when a {@link Coordinator} looks after leases of a store: renewed, lost, and given back. */
public interface HoldContract extends StoreContract {

    /** Holds the leases of this contract. */
    AgentId HOLDER = new AgentId("holder");

    @Test
    default void aHeldLeaseOutlivesItsTimeToLive(@TempDir Path home) {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            Coordinator coordinator = new Coordinator(store);
            Lease lease = granted(coordinator);

            try (HeldLease held = coordinator.hold(lease)) {
                for (int i = 1; i <= 5; i++) {
                    clock.set(clock.instant().plus(Duration.ofMinutes(2)));
                    Instant end = clock.instant().plus(lease.ttl());
                    await(store, snapshot -> expiry(snapshot).equals(end));
                }

                assertThat(held.token()).isEqualTo(lease.token());
            }
        }
    }

    @Test
    default void aHeldLeaseOutlivesTenStepsOfAMinuteAndOneOfAnHour(@TempDir Path home) {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            Coordinator coordinator = new Coordinator(store);
            Lease lease = granted(coordinator);

            try (HeldLease held = coordinator.hold(lease)) {
                for (int i = 0; i < 10; i++) {
                    clock.advance(Duration.ofMinutes(1));
                }
                held.requireHeld();
                clock.advance(Duration.ofHours(1));

                assertThat(held.lease().expiresAt()).isAfter(clock.instant());
            }
        }
    }

    @Test
    default void aLeaseThatIsNotRenewedEndsInTime(@TempDir Path home) {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            Coordinator coordinator = new Coordinator(store);
            Lease lease = granted(coordinator);
            Told told = new Told();
            HeldLease held = coordinator.hold(lease, LeaseCare.UNRENEWED.telling(told));

            clock.set(lease.expiresAt().minusSeconds(100));
            assertThat(told.left.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(Duration.ofSeconds(100));
            held.requireHeld();
            clock.set(lease.expiresAt());

            assertThat(told.loss()).hasMessageContaining(lease.id().value());
            assertThatThrownBy(held::requireHeld).isInstanceOf(LeaseLost.class);
        }
    }

    @Test
    default void theHolderIsToldAtOnceThatHisLeaseWasBroken(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            Lease lease = granted(coordinator);
            Told told = new Told();
            HeldLease held = coordinator.hold(lease, LeaseCare.RENEWED.telling(told));
            held.requireHeld();

            coordinator.breakLease(lease.id(), "it hangs");

            assertThat(told.loss()).hasMessageContaining(lease.id().value());
            assertThatThrownBy(held::token).isInstanceOf(LeaseLost.class);
            assertThatThrownBy(held::close).isInstanceOf(LeaseLost.class);
        }
    }

    @Test
    default void aHandleFollowsItsLeaseThroughAnUpgradeAndADowngrade(@TempDir Path home) throws InterruptedException {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            Coordinator coordinator = new Coordinator(store);
            LockRequest reading = LockRequest.builder("holder", "P1")
                    .read("middleware.ts", "app/")
                    .build();
            Lease read = ((LockOutcome.Granted) coordinator.tryAcquire(reading)).lease();
            Told told = new Told();
            HeldLease held = coordinator.hold(read, LeaseCare.RENEWED.telling(told));

            Lease written = ((LockOutcome.Granted) coordinator.upgrade(read.id(), Duration.ZERO)).lease();
            assertThat(held.token()).isEqualTo(written.token());
            coordinator.downgrade(written.id());
            clock.set(clock.instant().plus(Duration.ofMinutes(2)));
            Instant end = clock.instant().plus(written.ttl());
            await(store, snapshot -> expiry(snapshot).equals(end));

            assertThat(held.id()).isEqualTo(written.id());
            held.close();
            assertThat(store.read().locks().leases()).isEmpty();
            assertThat(told.lost).isNotDone();
        }
    }

    @Test
    default void closingFreesTheLocksOfALeaseThatWasJustUpgraded(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            LockRequest reading =
                    LockRequest.builder("holder", "P1").read("middleware.ts").build();
            Lease read = ((LockOutcome.Granted) coordinator.tryAcquire(reading)).lease();

            try (HeldLease held = coordinator.hold(read)) {
                coordinator.upgrade(held.id(), Duration.ZERO);
            }

            assertThat(store.read().locks().leases()).isEmpty();
        }
    }

    @Test
    default void closingFreesTheLocks(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);

            HeldLease held = coordinator.hold(granted(coordinator));
            held.close();
            held.close();

            assertThat(store.read().locks().leases()).isEmpty();
            assertThat(held.release()).isInstanceOf(LeaseOutcome.Released.class);
            assertThatThrownBy(held::lease).isInstanceOf(LeaseLost.class).hasMessageContaining("released");
        }
    }

    @Test
    default void closingSaysThatThereWasNothingToRelease(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            Lease lease = granted(coordinator);
            HeldLease held = coordinator.hold(lease);

            coordinator.release(lease.id());
            Lease next = granted(coordinator);

            assertThatThrownBy(held::close)
                    .isInstanceOf(LeaseLost.class)
                    .hasMessageContaining(lease.id().value());
            assertThat(store.read().locks().leases()).containsExactly(next);
        }
    }

    @Test
    default void completingByTheHandleEndsTheFeatureAndTheLease(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = started(store);
            Told told = new Told();

            try (HeldLease held = coordinator.hold(granted(coordinator), LeaseCare.RENEWED.telling(told))) {
                assertThat(held.complete()).isInstanceOf(LifecycleOutcome.Moved.class);
                assertThat(held.complete()).isInstanceOf(LifecycleOutcome.Refused.class);
                assertThatThrownBy(held::token).isInstanceOf(LeaseLost.class).hasMessageContaining("P1");
            }

            assertThat(store.read().state().statusOf(new FeatureId("P1"))).isEqualTo(FeatureStatus.COMPLETED);
            assertThat(store.read().locks().leases()).isEmpty();
            assertThat(told.lost).isNotDone();
        }
    }

    @Test
    default void failingAndBlockingByTheHandleEndTheLeaseToo(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = started(store);
            try (HeldLease held = coordinator.hold(granted(coordinator))) {
                assertThat(held.fail("no idea")).isInstanceOf(LifecycleOutcome.Moved.class);
            }
            coordinator.apply(new Command.RetryFeature(new FeatureId("P1"), HOLDER));
            coordinator.apply(new Command.StartFeature(new FeatureId("P1"), HOLDER));

            try (HeldLease held = coordinator.hold(granted(coordinator))) {
                assertThat(held.block("no key")).isInstanceOf(LifecycleOutcome.Moved.class);
            }

            assertThat(store.read().state().statusOf(new FeatureId("P1"))).isEqualTo(FeatureStatus.BLOCKED);
            assertThat(store.read().locks().leases()).isEmpty();
        }
    }

    @Test
    default void aHandleWhoseLeaseHasEndedEndsNoNewerClaim(@TempDir Path home) {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            Coordinator coordinator = new Coordinator(store);
            Feature feature = Feature.builder("P1").writes("a.ts").build();
            coordinator.apply(new Command.StoreFeatures(FeatureSet.of(List.of(feature))));
            HeldLease late = coordinator.hold(
                    claimed(coordinator, new Command.ClaimFeature(HOLDER).withTtl(Duration.ofMinutes(1))),
                    LeaseCare.UNRENEWED);
            clock.set(clock.instant().plus(Duration.ofMinutes(10)));

            try (HeldLease newer = coordinator.hold(claimed(coordinator, new Command.ClaimFeature(HOLDER)))) {
                assertThat(List.of(late.complete(), late.fail("no idea"), late.block("no key")))
                        .hasOnlyElementsOfType(LifecycleOutcome.StaleLease.class);

                newer.requireHeld();
                assertThat(newer.complete()).isInstanceOf(LifecycleOutcome.Moved.class);
            }
            assertThatThrownBy(late::close).isInstanceOf(LeaseLost.class);
        }
    }

    private static Lease claimed(Coordinator coordinator, Command.ClaimFeature claim) {
        ClaimOutcome outcome = coordinator.apply(claim);
        assertThat(outcome).isInstanceOf(ClaimOutcome.Claimed.class);
        return ((ClaimOutcome.Claimed) outcome).lease();
    }

    @Test
    default void aRefusedCompletionLeavesTheLeaseAsItWas(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            Lease lease = granted(coordinator);

            try (HeldLease held = coordinator.hold(lease)) {
                assertThat(held.complete()).isInstanceOf(LifecycleOutcome.Refused.class);

                assertThat(held.lease()).isEqualTo(lease);
            }
        }
    }

    @Test
    default void aLeaseThatItsOwnAgentsCompletionEndedIsNoLoss(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = started(store);
            Told told = new Told();
            Told other = new Told();
            Lease lease = granted(coordinator);
            HeldLease held = coordinator.hold(lease, LeaseCare.RENEWED.telling(told));
            LockRequest elsewhere =
                    LockRequest.builder("other", "P2").write("elsewhere.ts").build();
            Lease broken = ((LockOutcome.Granted) coordinator.tryAcquire(elsewhere)).lease();
            HeldLease lost = coordinator.hold(broken, LeaseCare.RENEWED.telling(other));

            coordinator.apply(new Command.CompleteFeature(lease.feature(), lease.agent(), Optional.of(lease.token())));
            coordinator.breakLease(broken.id(), "so that the keeper has looked");
            assertThat(other.loss()).isNotNull();

            assertThatThrownBy(lost::close).isInstanceOf(LeaseLost.class);
            held.close();
            assertThat(held.release()).isInstanceOf(LeaseOutcome.Released.class);
            assertThat(told.lost).isNotDone();
        }
    }

    @Test
    default void aLeaseThatWasLostBeforeItsFeatureWasCompletedIsALoss(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = started(store);
            Lease lease = granted(coordinator);
            HeldLease held = coordinator.hold(lease);

            coordinator.breakLease(lease.id(), "it hangs");
            coordinator.apply(new Command.CompleteFeature(lease.feature(), lease.agent(), Optional.empty()));

            assertThatThrownBy(held::close).isInstanceOf(LeaseLost.class).hasMessageContaining("it hangs");
        }
    }

    private static Coordinator started(CoordinationStore store) {
        Coordinator coordinator = new Coordinator(store);
        coordinator.apply(new Command.StoreFeatures(FeatureSet.of(
                List.of(Feature.builder("P1").writes("middleware.ts").build()))));
        coordinator.apply(new Command.StartFeature(new FeatureId("P1"), HOLDER));
        return coordinator;
    }

    private static Lease granted(Coordinator coordinator) {
        LockOutcome outcome = coordinator.tryAcquire(
                LockRequest.builder("holder", "P1").write("middleware.ts").build());
        assertThat(outcome).isInstanceOf(LockOutcome.Granted.class);
        return ((LockOutcome.Granted) outcome).lease();
    }

    private static Instant expiry(Snapshot snapshot) {
        return snapshot.locks().leases().get(0).expiresAt();
    }

    private static void await(CoordinationStore store, Predicate<Snapshot> condition) {
        store.when(condition, Instant.MAX).orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** What a holder was told. */
    final class Told implements LeaseListener {

        private final CompletableFuture<Duration> left = new CompletableFuture<>();
        private final CompletableFuture<LeaseLost> lost = new CompletableFuture<>();

        private Told() {}

        @Override
        public void endsSoon(Lease lease, Duration before, String why) {
            left.complete(before);
        }

        @Override
        public void lost(Lease lease, LeaseLost loss) {
            lost.complete(loss);
        }

        private LeaseLost loss() {
            return OtherThread.answer(
                    lost,
                    () ->
                            "promise of CoordinationStore.update and when: what was acknowledged is kept, and whoever waits is"
                                    + " told of it\nthe end of 1 lease was acknowledged; 0 of 1 holders told of the loss");
        }
    }
}
