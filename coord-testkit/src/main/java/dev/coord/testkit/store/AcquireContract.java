package dev.coord.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.LeaseLost;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.Coordinator;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.store.CoordinationStore;
import dev.coord.testkit.ManualClock;
import dev.coord.testkit.concurrent.OtherThread;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds when a {@link Coordinator} waits for locks on a store: with a thread, without one, and when it gives up. */
public interface AcquireContract extends StoreContract {

    @Test
    default void aBlockedThreadGetsTheLockWhenItIsReleased(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            Lease first = granted(coordinator.tryAcquire(request("first")));
            OtherThread<LockOutcome> waiter = OtherThread.doing(() -> coordinator.acquire(request("second")))
                    .onceItWaits();

            coordinator.release(first.id());

            assertThat(granted(waiter.result()).token()).isGreaterThan(first.token());
        }
    }

    @Test
    default void nobodysThreadIsNeededToWait(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            Lease first = granted(coordinator.acquireAsync(request("first")).join());
            CompletableFuture<LockOutcome> second = coordinator.acquireAsync(request("second"));
            CompletableFuture<LockOutcome> third = coordinator.acquireAsync(request("third"));
            assertThat(second).isNotDone();

            coordinator.release(first.id());
            Lease handedOver = granted(outcome(second));
            assertThat(third).isNotDone();
            coordinator.release(handedOver.id());

            assertThat(granted(outcome(third)).token()).isGreaterThan(handedOver.token());
        }
    }

    @Test
    default void aRequestThatMayNotWaitIsDenied(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            granted(coordinator.tryAcquire(request("first")));

            assertThat(coordinator.tryAcquire(request("second"))).isInstanceOf(LockOutcome.Denied.class);
            assertThat(store.read().locks().queue()).isEmpty();
        }
    }

    @Test
    default void whoWaitsInVainLeavesNothingBehind(@TempDir Path home) throws InterruptedException {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            Coordinator coordinator = new Coordinator(store);
            Lease first = granted(coordinator.tryAcquire(request("first")));
            OtherThread<LockOutcome> blocked = OtherThread.doing(
                            () -> coordinator.acquire(request("second"), Duration.ofMinutes(1)))
                    .onceItWaits();
            CompletableFuture<LockOutcome> later =
                    coordinator.acquireAsync(request("third").withPatience(Duration.ofMinutes(1)));

            clock.advance(Duration.ofMinutes(1));

            assertThat(blocked.result()).isInstanceOf(LockOutcome.TimedOut.class);
            assertThat(outcome(later)).isInstanceOf(LockOutcome.TimedOut.class);
            assertThat(store.read().locks().queue()).isEmpty();
            assertThat(store.read().locks().leases()).containsExactly(first);
        }
    }

    @Test
    default void whoIsInterruptedLeavesNothingBehind(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            Lease first = granted(coordinator.tryAcquire(request("first")));
            OtherThread<LockOutcome> waiter = OtherThread.doing(() -> coordinator.acquire(request("second")))
                    .onceItWaits();

            assertThat(waiter.interrupt().failure()).isInstanceOf(InterruptedException.class);

            assertThat(store.read().locks().queue()).isEmpty();
            coordinator.release(first.id());
            assertThat(store.read().locks().leases()).isEmpty();
        }
    }

    @Test
    default void whoeverEndsTheFutureOfAWaitFromOutsideWithdrawsTheRequest(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            Lease first = granted(coordinator.tryAcquire(request("first")));
            LockOutcome mine = new LockOutcome.TimedOut(List.of());
            List<Consumer<CompletableFuture<LockOutcome>>> ways = List.of(
                    future -> future.cancel(true),
                    future -> future.complete(mine),
                    future -> future.completeExceptionally(new IllegalStateException("not wanted any more")),
                    future -> future.orTimeout(1, TimeUnit.MILLISECONDS),
                    future -> future.completeOnTimeout(mine, 1, TimeUnit.MILLISECONDS));

            for (Consumer<CompletableFuture<LockOutcome>> way : ways) {
                CompletableFuture<LockOutcome> second = coordinator.acquireAsync(request("second"));
                way.accept(second);

                store.when(snapshot -> snapshot.locks().queue().isEmpty(), Instant.MAX)
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join();
            }

            coordinator.release(first.id());
            assertThat(store.read().locks().leases()).isEmpty();
        }
    }

    @Test
    default void aGrantThatFindsItsFutureCompletedIsGivenBack(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            for (int i = 0; i < 20; i++) {
                Lease first = granted(coordinator.tryAcquire(request("first")));
                CompletableFuture<LockOutcome> second = coordinator.acquireAsync(request("second"));
                OtherThread<Boolean> releasing = OtherThread.doing(() -> {
                    coordinator.release(first.id());
                    return true;
                });
                boolean outside = second.complete(new LockOutcome.TimedOut(List.of()));
                assertThat(result(releasing)).isTrue();

                if (!outside) {
                    coordinator.release(granted(second.join()).id());
                }
                OtherThread.answer(
                        store.when(snapshot -> snapshot.locks().leases().isEmpty(), Instant.MAX),
                        () -> "promise of CoordinationStore.update: what was acknowledged is kept\nevery lease was"
                                + " released or given back, and that acknowledged; "
                                + store.read().locks().leases().size() + " still there");
            }
        }
    }

    @Test
    default void aWriterWithATimeoutWaitsForAWriter(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            LockRequest plain =
                    LockRequest.builder("second", "P1").write("middleware.ts").build();
            Lease first = granted(coordinator.tryAcquire(request("first")));
            OtherThread<LockOutcome> waiter = OtherThread.doing(() -> coordinator.acquire(plain, Duration.ofMinutes(1)))
                    .onceItWaits();

            coordinator.release(first.id());
            Lease second = granted(waiter.result());

            assertThat(coordinator.acquire(request("third").withPolicy(ContentionPolicy.FAIL), Duration.ofMinutes(1)))
                    .isInstanceOf(LockOutcome.Denied.class);
            assertThat(store.read().locks().leases()).containsExactly(second);
        }
    }

    private static <T> T result(OtherThread<T> other) {
        try {
            return other.result();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void whoCancelsLeavesNothingBehind(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            Lease first = granted(coordinator.tryAcquire(request("first")));
            CompletableFuture<LockOutcome> second = coordinator.acquireAsync(request("second"));
            CompletableFuture<LockOutcome> third = coordinator.acquireAsync(request("third"));

            second.cancel(true);

            assertThat(store.read().locks().queue()).hasSize(1);
            coordinator.release(first.id());
            assertThat(granted(outcome(third)).agent().value()).isEqualTo("third");
        }
    }

    /** Cancelled while the lock is handed over: either way nobody holds what nobody knows of. */
    @Test
    default void whoCancelsInTheInstantOfTheGrantHoldsNothing(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            for (int i = 0; i < 50; i++) {
                Lease first = granted(coordinator.tryAcquire(request("first")));
                CompletableFuture<LockOutcome> second = coordinator.acquireAsync(request("second"));
                OtherThread<Boolean> release = OtherThread.doing(() -> {
                    coordinator.release(first.id());
                    return true;
                });

                boolean cancelled = second.cancel(true);
                release.result();

                if (!cancelled) {
                    coordinator.release(granted(outcome(second)).id());
                }
                assertThat(store.read().locks().leases()).isEmpty();
                assertThat(store.read().locks().queue()).isEmpty();
            }
        }
    }

    @Test
    default void aReaderThatWaitsToWriteGetsANewLeaseWhenTheOthersHaveGone(@TempDir Path home)
            throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            Lease first = granted(coordinator.tryAcquire(reading("first")));
            Lease second = granted(coordinator.tryAcquire(reading("second")));
            OtherThread<LockOutcome> waiter = OtherThread.doing(
                            () -> coordinator.upgrade(first.id(), Duration.ofMinutes(1)))
                    .onceItWaits();

            assertThat(coordinator.upgrade(second.id(), Duration.ofMinutes(1)))
                    .isInstanceOf(LockOutcome.Deadlocked.class);
            coordinator.release(second.id());

            Lease writing = granted(waiter.result());
            assertThat(writing.token()).isGreaterThan(second.token());
            assertThat(store.read().locks().leases()).containsExactly(writing);
            assertThatThrownBy(() -> coordinator.release(first.id()))
                    .isInstanceOf(LeaseLost.class)
                    .hasMessageContaining("upgraded to lease '" + writing.id() + "'");
        }
    }

    @Test
    default void whoUpgradesInVainKeepsHisLease(@TempDir Path home) throws InterruptedException {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            Coordinator coordinator = new Coordinator(store);
            Lease first = granted(coordinator.tryAcquire(reading("first")));
            Lease second = granted(coordinator.tryAcquire(reading("second")));
            CompletableFuture<LockOutcome> later = coordinator.upgradeAsync(first.id(), Duration.ofMinutes(1));
            assertThat(later).isNotDone();

            clock.advance(Duration.ofMinutes(1));

            assertThat(outcome(later))
                    .isInstanceOfSatisfying(
                            LockOutcome.TimedOut.class,
                            timedOut -> assertThat(timedOut.heldBy()).hasSize(1));
            assertThat(store.read().locks().queue()).isEmpty();
            assertThat(store.read().locks().leases()).containsExactly(first, second);
        }
    }

    @Test
    default void anUpgradeIsLostWithItsLease(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            Lease first = granted(coordinator.tryAcquire(reading("first")));
            Lease second = granted(coordinator.tryAcquire(reading("second")));
            OtherThread<LockOutcome> waiter = OtherThread.doing(
                            () -> coordinator.upgrade(first.id(), Duration.ofMinutes(1)))
                    .onceItWaits();

            coordinator.breakLease(first.id(), "it hangs");

            assertThat(waiter.failure()).isInstanceOf(LeaseLost.class);
            assertThat(store.read().locks().queue()).isEmpty();
            assertThat(store.read().locks().leases()).containsExactly(second);
        }
    }

    @Test
    default void aWriterThatOnlyReadsFromNowOnLetsOthersRead(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Coordinator coordinator = new Coordinator(store);
            Lease first = granted(coordinator.tryAcquire(request("first")));
            OtherThread<LockOutcome> waiter = OtherThread.doing(() -> coordinator.acquire(reading("second")))
                    .onceItWaits();

            Lease reading = coordinator.downgrade(first.id());

            assertThat(reading.token()).isEqualTo(first.token());
            assertThat(store.read().locks().leases()).containsExactly(reading, granted(waiter.result()));
        }
    }

    @Test
    default void whoWaitsWithoutAThreadIsToldThatTheStoreIsClosed(@TempDir Path home) {
        CoordinationStore store = open(home, new ManualClock());
        Coordinator coordinator = new Coordinator(store);
        granted(coordinator.tryAcquire(request("first")));
        CompletableFuture<LockOutcome> second = coordinator.acquireAsync(request("second"));

        store.close();

        assertThat(second)
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .withCauseInstanceOf(StoreFailed.class);
    }

    private static LockRequest request(String agent) {
        return LockRequest.builder(agent, "P1")
                .write("middleware.ts")
                .policy(ContentionPolicy.WAIT)
                .build();
    }

    private static LockRequest reading(String agent) {
        return LockRequest.builder(agent, "P1").read("middleware.ts").build();
    }

    private static Lease granted(LockOutcome outcome) {
        assertThat(outcome).isInstanceOf(LockOutcome.Granted.class);
        return ((LockOutcome.Granted) outcome).lease();
    }

    private static LockOutcome outcome(CompletableFuture<LockOutcome> future) {
        try {
            return future.orTimeout(60, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new AssertionError("the wait failed", e.getCause());
        }
    }
}
