package dev.coord.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.state.Rules;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.Command;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.testkit.CoordAssertions;
import dev.coord.testkit.ManualClock;
import dev.coord.testkit.concurrent.OtherThread;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds when the rules of locks are applied to a store: who comes late, twice, or at the same time. */
public interface LockingContract extends StoreContract {

    @Test
    default void lateReleaseDoesNotFreeTheNewHolder(@TempDir Path home) {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            Lease late = granted(store, request("late", "P1").ttl(Duration.ofMinutes(1)));
            clock.advance(Duration.ofMinutes(1));
            Lease current = granted(store, request("current", "P2"));

            LeaseOutcome released = apply(store, new Command.ReleaseLease(late.id()));
            LeaseOutcome renewed = apply(store, new Command.RenewLease(late.id()));

            assertThat(List.of(released, renewed)).hasOnlyElementsOfType(LeaseOutcome.Gone.class);
            assertThat(store.read().locks().leases()).containsExactly(current);
            assertThat(current.token()).isGreaterThan(late.token());
        }
    }

    @Test
    default void lateCompletionChangesNothing(@TempDir Path home) {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            apply(
                    store,
                    new Command.StoreFeatures(FeatureSet.of(List.of(
                            Feature.builder("P1").writes("middleware.ts").build()))));
            apply(store, new Command.StartFeature(new FeatureId("P1"), new AgentId("late")));
            Lease late = granted(store, request("late", "P1").ttl(Duration.ofMinutes(1)));
            clock.advance(Duration.ofMinutes(1));
            granted(store, request("current", "P2"));
            Snapshot before = store.read();

            LifecycleOutcome outcome = apply(
                    store,
                    new Command.CompleteFeature(new FeatureId("P1"), new AgentId("late"), Optional.of(late.token())));

            assertThat(outcome).isInstanceOf(LifecycleOutcome.StaleLease.class);
            assertThat(store.read()).isEqualTo(before);
            CoordAssertions.assertThat(store.read()).hasStatus("P1", FeatureStatus.ACTIVE);
        }
    }

    @Test
    default void refusalsLeaveTheRevision(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            granted(store, request("holder", "P1"));
            Snapshot before = store.read();

            LockOutcome denied = apply(
                    store,
                    new Command.RequestLocks(
                            request("other", "P2").policy(ContentionPolicy.FAIL).build()));

            assertThat(denied).isInstanceOf(LockOutcome.Denied.class);
            assertThat(store.read()).isEqualTo(before);
            assertThat(store.conflicts()).hasSize(1);
        }
    }

    @Test
    default void repeatedRequestGetsTheFirstAnswerAgain(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            LockRequest request =
                    request("holder", "P1").id(new RequestId("r-1")).build();
            LockOutcome first = apply(store, new Command.RequestLocks(request));

            LockOutcome second = apply(store, new Command.RequestLocks(request));

            assertThat(second).isEqualTo(first);
            assertThat(store.read().revision()).isEqualTo(1);
        }
    }

    @Test
    default void releaseWakesTheWaiterThatNowHolds(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Lease first = granted(store, request("first", "P1"));
            LockRequest queued =
                    request("second", "P2").policy(ContentionPolicy.WAIT).build();
            assertThat(apply(store, new Command.RequestLocks(queued))).isInstanceOf(LockOutcome.Waiting.class);
            long seen = store.read().revision();
            OtherThread<Snapshot> waiter = OtherThread.doing(() -> store.awaitChange(seen, AwaitChangeContract.FAR))
                    .onceItWaits();

            apply(store, new Command.ReleaseLease(first.id()));

            assertThat(waiter.result().locks().leases())
                    .singleElement()
                    .satisfies(lease -> assertThat(lease.request()).isEqualTo(queued.id()));
        }
    }

    @Test
    default void tokensNeverFallThoughEverythingWasReleased(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            FencingToken last = FencingToken.NONE;
            for (int i = 0; i < 5; i++) {
                Lease lease = granted(store, request("agent-" + i, "P1"));
                assertThat(lease.token()).isGreaterThan(last);
                last = lease.token();
                apply(store, new Command.ReleaseLease(lease.id()));
            }
        }
    }

    @Test
    default void oneOfManyThreadsHoldsALockAtATime(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            List<OtherThread<Integer>> threads = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String agent = "agent-" + i;
                threads.add(OtherThread.doing(() -> takeAndRelease(store, agent, 25)));
            }
            int granted = 0;
            for (OtherThread<Integer> thread : threads) {
                granted += thread.result();
            }

            assertThat(granted).isPositive();
            assertThat(store.read().locks().leases()).isEmpty();
            assertThat(store.read().locks().lastToken().value()).isEqualTo(granted);
        }
    }

    private static int takeAndRelease(CoordinationStore store, String agent, int times) {
        int granted = 0;
        for (int i = 0; i < times; i++) {
            LockOutcome outcome = apply(
                    store,
                    new Command.RequestLocks(
                            request(agent, "P1").policy(ContentionPolicy.FAIL).build()));
            CoordAssertions.assertThat(store.read()).satisfiesInvariants();
            if (outcome instanceof LockOutcome.Granted lease) {
                granted++;
                assertThat(apply(store, new Command.ReleaseLease(lease.lease().id())))
                        .isInstanceOf(LeaseOutcome.Released.class);
            }
        }
        return granted;
    }

    private static LockRequest.Builder request(String agent, String feature) {
        return LockRequest.builder(agent, feature)
                .write("middleware.ts", "app/")
                .read("README.md");
    }

    private static Lease granted(CoordinationStore store, LockRequest.Builder request) {
        LockOutcome outcome = apply(store, new Command.RequestLocks(request.build()));
        assertThat(outcome).isInstanceOf(LockOutcome.Granted.class);
        return ((LockOutcome.Granted) outcome).lease();
    }

    private static <O> O apply(CoordinationStore store, Command<O> command) {
        return store.update((before, now) -> Rules.apply(before, command, now)).outcome();
    }
}
