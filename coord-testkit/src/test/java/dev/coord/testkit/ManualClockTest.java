package dev.coord.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.LeaseLost;
import dev.coord.core.Coordinator;
import dev.coord.core.lease.HeldLease;
import dev.coord.core.lease.LeaseCare;
import dev.coord.core.lease.LeaseListener;
import dev.coord.core.spi.PacedClock.Turn;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManualClockTest {

    private final ManualClock clock = new ManualClock();
    private final InMemoryStore store = new InMemoryStore(clock);
    private final Coordinator coordinator = new Coordinator(store);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void movesOnlyWhenToldTo() {
        assertThat(clock.instant()).isEqualTo(ManualClock.START).isEqualTo(clock.instant());
        clock.advance(Duration.ofSeconds(3));
        assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(3));
        clock.set(ManualClock.START.minusSeconds(3));
        assertThat(clock.instant()).isEqualTo(ManualClock.START.minusSeconds(3));
    }

    @Test
    void timeDoesNotPassBackwards() {
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set(instant)");
    }

    @Test
    void stopsWhereSomethingFallsDueUntilItIsDone() {
        List<Instant> acted = new ArrayList<>();
        List<Turn> turns = new ArrayList<>();
        turns.add(clock.turn("every two seconds", () -> {
            acted.add(clock.instant());
            turns.get(0).rest(clock.instant().plusSeconds(2));
        }));
        turns.get(0).rest(ManualClock.START.plusSeconds(1));

        clock.advance(Duration.ofSeconds(6));

        assertThat(acted)
                .containsExactly(
                        ManualClock.START.plusSeconds(1),
                        ManualClock.START.plusSeconds(3),
                        ManualClock.START.plusSeconds(5));
        assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(6));
    }

    @Test
    void aLeapLeavesOutWhatLiesBetween() {
        List<Instant> acted = new ArrayList<>();
        clock.turn("once", () -> acted.add(clock.instant())).rest(ManualClock.START.plusSeconds(1));

        clock.set(ManualClock.START.plusSeconds(60));

        assertThat(acted).containsExactly(ManualClock.START.plusSeconds(60));
    }

    @Test
    void tenStepsOfAMinuteLoseNoHeldLease() {
        for (int i = 0; i < 5; i++) {
            try (HeldLease held = coordinator.hold(granted("P1"))) {
                for (int minute = 0; minute < 10; minute++) {
                    clock.advance(Duration.ofMinutes(1));
                }
                held.requireHeld();
            }
        }
    }

    @Test
    void aHolderHasBeenToldOfItsLossWhenTimeHasPassed() {
        List<String> told = new ArrayList<>();
        coordinator.hold(granted("P1"), LeaseCare.UNRENEWED.telling(new LeaseListener() {
            @Override
            public void lost(Lease lease, LeaseLost loss) {
                told.add(lease.feature() + " lost");
            }
        }));

        clock.advance(LockRequest.DEFAULT_TTL);

        assertThat(told).containsExactly("P1 lost");
    }

    @Test
    void whoeverWaitsIsAnsweredWhenItsTimeHasPassed() {
        granted("P1");
        LockRequest second = LockRequest.builder("second", "P2").write("a.ts").build();

        CompletableFuture<LockOutcome> answer = coordinator.acquireAsync(
                second.withPolicy(ContentionPolicy.WAIT).withPatience(Duration.ofSeconds(30)));
        CompletableFuture<Snapshot> plain =
                store.when(snapshot -> false, clock.instant().plusSeconds(40));
        clock.advance(Duration.ofSeconds(30));

        assertThat(answer).isDone();
        assertThat(answer.join()).isInstanceOf(LockOutcome.TimedOut.class);
        assertThat(store.read().locks().queue()).isEmpty();
        assertThat(plain).isNotDone();
        clock.advance(Duration.ofSeconds(10));
        assertThat(plain).isDone();
    }

    private Lease granted(String feature) {
        LockOutcome outcome = coordinator.tryAcquire(
                LockRequest.builder("holder", feature).write("a.ts").build());
        return ((LockOutcome.Granted) outcome).lease();
    }
}
