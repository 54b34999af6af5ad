package dev.coord.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.testkit.ManualClock;
import dev.coord.testkit.concurrent.Counter;
import dev.coord.testkit.concurrent.OtherThread;
import dev.coord.testkit.concurrent.Woken;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link CoordinationStore#awaitChange} promises. Deadlines are the manual clock's, so no test takes long. */
public interface AwaitChangeContract extends StoreContract {

    /** A deadline that no test reaches by chance. */
    Instant FAR = ManualClock.START.plus(Duration.ofDays(1));

    @Test
    default void answersAtOnceWhenTheRevisionIsGreaterAlready(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Snapshot latest = store.update(Counter.increment()).after();

            assertThat(store.awaitChange(0, FAR)).isEqualTo(latest);
            assertThat(store.awaitChange(-1, Instant.MIN)).isEqualTo(latest);
        }
    }

    @Test
    default void answersAtOnceWhenTheDeadlineHasPassedAlready(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            assertThat(store.awaitChange(0, ManualClock.START)).isEqualTo(Snapshot.EMPTY);
            assertThat(store.awaitChange(0, Instant.MIN)).isEqualTo(Snapshot.EMPTY);
        }
    }

    @Test
    default void wakesForAChange(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            OtherThread<Snapshot> waiter =
                    OtherThread.doing(() -> store.awaitChange(0, Instant.MAX)).onceItWaits();

            Snapshot changed = store.update(Counter.increment()).after();

            assertThat(Woken.by(changed, waiter)).isEqualTo(changed);
        }
    }

    @Test
    default void wakesEverybodyForAChange(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            List<OtherThread<Snapshot>> waiters = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                waiters.add(OtherThread.doing(() -> store.awaitChange(0, FAR)).onceItWaits());
            }

            Snapshot changed = store.update(Counter.increment()).after();

            assertThat(Woken.by(changed, waiters)).containsOnly(changed);
        }
    }

    @Test
    default void missesNoChangeOfMany(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            AtomicLong seen = new AtomicLong();
            OtherThread<Long> waiter = OtherThread.doing(() -> {
                while (seen.get() < 100) {
                    seen.set(store.awaitChange(seen.get(), FAR).revision());
                }
                return seen.get();
            });
            for (int i = 0; i < 100; i++) {
                store.update(Counter.increment());
            }

            Woken.byEach(100, waiter, seen);
            assertThat(seen).hasValue(100);
        }
    }

    @Test
    default void givesUpAtTheDeadlineByTheStoresClock(@TempDir Path home) throws InterruptedException {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            OtherThread<Snapshot> waiter =
                    OtherThread.doing(() -> store.awaitChange(0, FAR)).onceItWaits();

            clock.set(FAR);

            assertThat(waiter.result()).isEqualTo(Snapshot.EMPTY);
        }
    }

    @Test
    default void waitsThroughUpdatesThatChangeNothing(@TempDir Path home) throws InterruptedException {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            OtherThread<Snapshot> waiter =
                    OtherThread.doing(() -> store.awaitChange(0, FAR)).onceItWaits();

            store.update((before, now) -> Transition.of(before, "refused"));
            waiter.onceItWaits();
            clock.set(FAR.minusNanos(1));
            waiter.onceItWaits();
            Snapshot changed = store.update(Counter.increment()).after();

            assertThat(Woken.by(changed, waiter)).isEqualTo(changed);
        }
    }

    @Test
    default void wakesForAChangeWhenTheClockHasJumpedBack(@TempDir Path home) throws InterruptedException {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            OtherThread<Snapshot> waiter =
                    OtherThread.doing(() -> store.awaitChange(0, FAR)).onceItWaits();

            clock.set(clock.instant().minus(Duration.ofDays(400)));
            waiter.onceItWaits();
            Snapshot changed = store.update(Counter.increment()).after();

            assertThat(Woken.by(changed, waiter)).isEqualTo(changed);
        }
    }

    @Test
    default void isInterrupted(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            OtherThread<Snapshot> waiter =
                    OtherThread.doing(() -> store.awaitChange(0, FAR)).onceItWaits();

            Throwable failure = waiter.interrupt().failure();

            assertThat(failure).isInstanceOf(InterruptedException.class);
            assertThat(store.update(Counter.increment()).outcome()).isEqualTo(1);
        }
    }

    @Test
    default void anInterruptedWaiterLeavesTheOthersWaiting(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            OtherThread<Snapshot> patient =
                    OtherThread.doing(() -> store.awaitChange(0, FAR)).onceItWaits();
            OtherThread<Snapshot> interrupted =
                    OtherThread.doing(() -> store.awaitChange(0, FAR)).onceItWaits();

            assertThat(interrupted.interrupt().failure()).isInstanceOf(InterruptedException.class);
            Snapshot changed = store.update(Counter.increment()).after();

            assertThat(Woken.by(changed, patient)).isEqualTo(changed);
        }
    }

    @Test
    default void failsWhenTheStoreIsClosedMeanwhile(@TempDir Path home) throws InterruptedException {
        CoordinationStore store = open(home, new ManualClock());
        OtherThread<Snapshot> waiter =
                OtherThread.doing(() -> store.awaitChange(0, FAR)).onceItWaits();

        store.close();

        assertThat(waiter.failure()).isInstanceOf(StoreFailed.class);
    }

    @Test
    default void failsWhenTheStoreWasClosedBefore(@TempDir Path home) throws InterruptedException {
        CoordinationStore store = open(home, new ManualClock());
        store.close();

        assertThat(OtherThread.doing(() -> store.awaitChange(0, FAR)).failure()).isInstanceOf(StoreFailed.class);
    }
}
