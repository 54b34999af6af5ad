package dev.coord.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.LeaseLost;
import dev.coord.core.Coordinator;
import dev.coord.core.lease.HeldLease;
import dev.coord.core.lease.LeaseCare;
import dev.coord.core.lease.LeaseListener;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds when a {@link Coordinator} looks after leases of a store: renewed, lost, and given back. */
public interface HoldContract extends StoreContract {

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
            return lost.orTimeout(60, TimeUnit.SECONDS).join();
        }
    }
}
