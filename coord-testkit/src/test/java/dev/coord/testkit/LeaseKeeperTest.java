package dev.coord.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.LeaseLost;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.Coordinator;
import dev.coord.core.lease.HeldLease;
import dev.coord.core.lease.LeaseCare;
import dev.coord.core.lease.LeaseListener;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.store.Snapshot;
import dev.coord.testkit.FaultyStore.Fault;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {

    private static final Duration TTL = LockRequest.DEFAULT_TTL;

    private final ManualClock clock = new ManualClock();
    private final InMemoryStore memory = new InMemoryStore(clock);
    private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
    private final FaultyStore store = new FaultyStore(memory, number -> fault.get());
    private final Coordinator coordinator = new Coordinator(store);
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final LeaseListener listener = new LeaseListener() {
        @Override
        public void endsSoon(Lease lease, Duration left, String why) {
            told.add(lease.feature() + " ends in " + left.toSeconds() + " s: " + why);
        }

        @Override
        public void lost(Lease lease, LeaseLost loss) {
            told.add(lease.feature() + " lost: " + loss.getMessage());
        }
    };

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void renewsWithAThirdOfTheTimeToLiveUsedUp() {
        Lease lease = granted("P1");
        try (HeldLease held = coordinator.hold(lease)) {
            clock.advance(TTL.dividedBy(3).minusNanos(1));
            held.requireHeld();
            assertThat(expiry(memory.read(), lease)).isEqualTo(lease.expiresAt());

            clock.advance(Duration.ofNanos(1));

            await(snapshot -> expiry(snapshot, lease).equals(lease.expiresAt().plus(TTL.dividedBy(3))));
        }
    }

    @Test
    void renewsManyLeasesByOneUpdate() {
        List<HeldLease> held = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            held.add(coordinator.hold(granted("P" + i)));
            clock.advance(Duration.ofMillis(100));
        }
        long before = store.updates();

        clock.advance(TTL.dividedBy(3));

        assertThat(store.updates() - before).isBetween(1L, 3L);
        assertThat(memory.read().locks().leases())
                .hasSize(300)
                .allMatch(lease ->
                        lease.expiresAt().isAfter(ManualClock.START.plus(TTL).plusSeconds(30)));
        held.forEach(HeldLease::close);
        assertThat(memory.read().locks().leases()).isEmpty();
    }

    @Test
    void thousandsOfLeasesNeedNoThreadEach() {
        int before = Thread.activeCount();

        List<HeldLease> held = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            held.add(coordinator.hold(granted("P" + i)));
        }

        assertThat(Thread.activeCount() - before).isLessThan(10);
        held.get(999).requireHeld();
    }

    @Test
    void warnsTheHolderWhenRenewingFailsAndSaysSoOnce() throws InterruptedException {
        Lease lease = granted("P1");
        HeldLease held = coordinator.hold(lease, LeaseCare.RENEWED.telling(listener));
        fault.set(Fault.BEFORE_COMMIT);

        passUntil(lease.expiresAt().minus(TTL.dividedBy(3)));
        assertThat(next()).isEqualTo("P1 ends in 100 s: renewing it failed: " + lastFailure());
        held.requireHeld();
        fault.set(Fault.NONE);
        passUntil(lease.expiresAt());

        await(snapshot -> expiry(snapshot, lease).isAfter(clock.instant()));
        held.close();
        assertThat(told).isEmpty();
    }

    @Test
    void warnsAgainWhenRenewingFailsAgain() throws InterruptedException {
        Lease lease = granted("P1");
        HeldLease held = coordinator.hold(lease, LeaseCare.RENEWED.telling(listener));
        fault.set(Fault.BEFORE_COMMIT);
        passUntil(lease.expiresAt().minusSeconds(80));
        assertThat(next()).startsWith("P1 ends in ");
        fault.set(Fault.NONE);
        passUntil(lease.expiresAt().minusSeconds(20));
        await(snapshot -> expiry(snapshot, lease).isAfter(lease.expiresAt()));

        fault.set(Fault.BEFORE_COMMIT);
        passUntil(expiry(memory.read(), lease).minusSeconds(80));

        assertThat(next()).startsWith("P1 ends in ");
        fault.set(Fault.NONE);
        held.close();
    }

    @Test
    void isLostAtItsEndWhenTheStoreCannotBeAsked() throws InterruptedException {
        Lease lease = granted("P1");
        HeldLease held = coordinator.hold(lease, LeaseCare.RENEWED.telling(listener));
        fault.set(Fault.BEFORE_COMMIT);

        passUntil(lease.expiresAt());

        assertThat(next()).startsWith("P1 ends in ");
        assertThat(next()).startsWith("P1 lost: ").contains("it expired at " + lease.expiresAt());
        assertThatThrownBy(held::requireHeld).isInstanceOf(LeaseLost.class).hasMessageContaining("expired");
    }

    @Test
    void aLostReplyToARenewalIsNoLoss() {
        Lease lease = granted("P1");
        try (HeldLease held = coordinator.hold(lease, LeaseCare.RENEWED.telling(listener))) {
            fault.set(Fault.AFTER_COMMIT);
            clock.advance(TTL.dividedBy(2));
            await(snapshot -> expiry(snapshot, lease).isAfter(lease.expiresAt()));
            fault.set(Fault.NONE);

            passUntil(clock.instant().plus(TTL));

            held.requireHeld();
            assertThat(told).isEmpty();
        }
    }

    @Test
    void warnsAsEarlyAsWasAskedFor() throws InterruptedException {
        Lease lease = granted("P1");
        LeaseCare care = LeaseCare.UNRENEWED.telling(listener).warning(Duration.ofSeconds(200));
        HeldLease held = coordinator.hold(lease, care);

        clock.set(lease.expiresAt().minusSeconds(201));
        held.requireHeld();
        clock.set(lease.expiresAt().minusSeconds(200));

        assertThat(next()).isEqualTo("P1 ends in 200 s: it is not renewed, as was asked for");
        held.close();
    }

    @Test
    void aLeaseThatIsGoneAlreadyIsFoundLost() throws InterruptedException {
        Lease lease = granted("P1");
        coordinator.release(lease.id());

        HeldLease held = coordinator.hold(lease, LeaseCare.RENEWED.telling(listener));

        assertThat(next()).startsWith("P1 lost: ").contains("released");
        assertThat(held.release()).isInstanceOf(LeaseOutcome.Gone.class);
    }

    @Test
    void whoOnlyReadsTheClockHoldsNothingBeyondTheEnd() {
        Lease lease = granted("P1");
        HeldLease held = coordinator.hold(lease, LeaseCare.UNRENEWED);

        clock.set(lease.expiresAt().minusNanos(1));
        held.requireHeld();
        clock.set(lease.expiresAt());

        assertThatThrownBy(held::requireHeld).isInstanceOf(LeaseLost.class);
    }

    @Test
    void aClockSetBackNeitherLosesALiveLeaseNorKeepsItForLong() {
        Lease lease = granted("P1");
        try (HeldLease held = coordinator.hold(lease, LeaseCare.RENEWED.telling(listener))) {
            clock.set(clock.instant().minus(Duration.ofDays(1)));
            HeldLease other = coordinator.hold(granted("P2")); // whatever makes the keeper look

            await(snapshot -> expiry(snapshot, lease).equals(clock.instant().plus(TTL)));
            held.requireHeld();
            assertThat(told).isEmpty();
            other.close();
        }
    }

    /** By real time, for nothing else happens. */
    @Test
    void aClockSetBackIsNoticedThoughNothingHappens() {
        Lease lease = granted("P1", Duration.ofSeconds(1));
        try (HeldLease held = coordinator.hold(lease)) {
            clock.advance(Duration.ZERO);

            clock.set(clock.instant().minus(Duration.ofDays(1)));

            await(snapshot -> expiry(snapshot, lease).isBefore(clock.instant().plusSeconds(5)));
            held.requireHeld();
        }
    }

    @Test
    void aClockSetForwardRenewsWhatIsLeft() {
        Lease lease = granted("P1");
        try (HeldLease held = coordinator.hold(lease, LeaseCare.RENEWED.telling(listener))) {
            clock.set(lease.expiresAt().minusNanos(1));

            await(snapshot -> expiry(snapshot, lease).isAfter(lease.expiresAt()));
            held.requireHeld();
            assertThat(told).isEmpty();
        }
    }

    @Test
    void aLeaseLostOnceStaysLostWhenTheClockIsSetBack() throws InterruptedException {
        Lease lease = granted("P1");
        HeldLease held = coordinator.hold(lease, LeaseCare.RENEWED.telling(listener));

        clock.set(lease.expiresAt());
        assertThat(next()).startsWith("P1 lost: ");
        clock.set(ManualClock.START);

        assertThatThrownBy(held::requireHeld).isInstanceOf(LeaseLost.class);
        assertThat(memory.read().locks().leases()).isEmpty();
    }

    @Test
    void aCallThatNeverReturnsHoldsUpNobodyElse() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Lease stuck = granted("P1");
        Lease other = granted("P2");
        HeldLease ignored = coordinator.hold(stuck, LeaseCare.RENEWED.telling(new LeaseListener() {
            @Override
            public void lost(Lease lease, LeaseLost loss) {
                told.add("stuck");
                await(never);
            }
        }));
        HeldLease held = coordinator.hold(other, LeaseCare.RENEWED.telling(listener));

        coordinator.breakLease(ignored.id(), "it hangs");
        assertThat(next()).isEqualTo("stuck");
        clock.set(clock.instant().plus(TTL.dividedBy(2)));
        await(snapshot -> expiry(snapshot, other).isAfter(other.expiresAt()));
        coordinator.breakLease(held.id(), "it hangs too");

        assertThat(next()).startsWith("P2 lost: ");
        never.countDown();
    }

    @Test
    void aCallThatThrowsIsSurvived() throws InterruptedException {
        HeldLease bad = coordinator.hold(granted("P1"), LeaseCare.UNRENEWED.telling(new LeaseListener() {
            @Override
            public void endsSoon(Lease lease, Duration left, String why) {
                throw new IllegalStateException("as the test ordered");
            }

            @Override
            public void lost(Lease lease, LeaseLost loss) {
                told.add("lost all the same");
            }
        }));

        clock.advance(TTL.minusSeconds(1));
        bad.requireHeld();
        clock.advance(Duration.ofSeconds(1));

        assertThat(next()).isEqualTo("lost all the same");
    }

    @Test
    void whoThrowsHisHandleAwayIsNotRenewedAnyMore() throws InterruptedException {
        Lease lease = granted("P1");

        awaitCollection(holdAndForget(lease));
        passUntil(lease.expiresAt());

        assertThat(next()).contains("its handle was thrown away without being closed");
        assertThat(next()).startsWith("P1 lost: ");
        assertThat(memory.read().locks().leases()).isEmpty();
    }

    @Test
    void whatCannotBeReleasedCanBeTriedAgain() {
        HeldLease held = coordinator.hold(granted("P1"));
        fault.set(Fault.BEFORE_COMMIT);
        assertThatThrownBy(held::close).isInstanceOf(StoreFailed.class);
        fault.set(Fault.NONE);

        held.close();

        assertThat(memory.read().locks().leases()).isEmpty();
    }

    @Test
    void aStoreThatIsClosedLosesTheLeaseAtItsEnd() throws InterruptedException {
        Lease lease = granted("P1");
        HeldLease held = coordinator.hold(lease, LeaseCare.RENEWED.telling(listener));
        held.requireHeld();

        memory.close();
        clock.set(lease.expiresAt());

        assertThat(next()).startsWith("P1 lost: ").contains("closed");
    }

    private void passUntil(Instant end) {
        clock.advance(Duration.between(clock.instant(), end));
    }

    private WeakReference<HeldLease> holdAndForget(Lease lease) {
        HeldLease held = coordinator.hold(lease, LeaseCare.RENEWED.telling(listener));
        held.requireHeld();
        return new WeakReference<>(held);
    }

    private static void awaitCollection(WeakReference<?> handle) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (handle.get() != null && System.nanoTime() < end) {
            System.gc();
        }
        assertThat(handle.get()).isNull();
    }

    private String lastFailure() {
        return "update " + store.updates() + " was not written, as the test ordered; try it again";
    }

    private String next() throws InterruptedException {
        String text = told.poll(60, TimeUnit.SECONDS);
        return text == null ? "nothing within a minute" : text;
    }

    private Lease granted(String feature) {
        return granted(feature, TTL);
    }

    private Lease granted(String feature, Duration ttl) {
        LockOutcome outcome = coordinator.tryAcquire(LockRequest.builder("holder", feature)
                .write(feature + ".ts")
                .ttl(ttl)
                .build());
        return ((LockOutcome.Granted) outcome).lease();
    }

    private void await(Predicate<Snapshot> condition) {
        memory.when(condition, Instant.MAX).orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Instant expiry(Snapshot snapshot, Lease lease) {
        return snapshot.locks().leases().stream()
                .filter(held -> held.id().equals(lease.id()))
                .map(Lease::expiresAt)
                .findFirst()
                .orElse(Instant.MIN);
    }
}
