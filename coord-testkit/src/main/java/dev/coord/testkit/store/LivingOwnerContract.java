package dev.coord.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.state.Rules;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.state.Command;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Transition;
import dev.coord.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds when the wall clock jumps: a lease whose owner lives on this host does not end by it, whoever looks. */
public interface LivingOwnerContract extends StoreContract {

    @Test
    default void aLeaseOfALivingProcessDoesNotEndByTheClock(@TempDir Path home) {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            Lease lease = granted(apply(store, request("holder", Optional.of(ProcessLife.current()))));

            clock.advance(Duration.ofHours(2));

            assertThat(apply(store, request("other", Optional.empty()))).isNotInstanceOf(LockOutcome.Granted.class);
            assertThat(apply(store, new Command.RenewLease(lease.id()))).isInstanceOf(LeaseOutcome.Renewed.class);
            assertThat(store.read().locks().leases())
                    .singleElement()
                    .satisfies(held -> assertThat(held.token()).isEqualTo(lease.token()));
        }
    }

    @Test
    default void aLeaseOfALivingProcessOutlivesAClockThatIsSetBackAndForth(@TempDir Path home) {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            Lease lease = granted(apply(store, request("holder", Optional.of(ProcessLife.current()))));

            clock.set(ManualClock.START.minus(Duration.ofHours(2)));
            apply(store, request("other", Optional.empty()));
            clock.set(ManualClock.START.plus(Duration.ofHours(2)));

            assertThat(apply(store, new Command.ReleaseLease(lease.id()))).isInstanceOf(LeaseOutcome.Released.class);
        }
    }

    @Test
    default void aLeaseWithoutAnOwnerFollowsTheClock(@TempDir Path home) {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            granted(apply(store, request("holder", Optional.empty())));

            clock.advance(Duration.ofHours(2));

            granted(apply(store, request("other", Optional.empty())));
        }
    }

    @Test
    default void aLeaseWhoseOwnerNobodyHereCanSeeFollowsTheClock(@TempDir Path home) {
        ManualClock clock = new ManualClock();
        ProcessId elsewhere = new ProcessId(1, ManualClock.START, "another host");
        try (CoordinationStore store = open(home, clock)) {
            granted(apply(store, request("holder", Optional.of(elsewhere))));

            clock.advance(Duration.ofHours(2));

            granted(apply(store, request("other", Optional.empty())));
        }
    }

    @Test
    default void whoLooksWithAnotherClockEndsNoLeaseOfALivingProcess(@TempDir Path home) {
        assumeTrue(persistent(), "the store forgets with the object");
        ManualClock ahead = new ManualClock();
        ahead.advance(Duration.ofHours(2));
        try (CoordinationStore store = open(home, new ManualClock())) {
            Lease lease = granted(apply(store, request("holder", Optional.of(ProcessLife.current()))));

            try (CoordinationStore looking = open(home, ahead)) {
                assertThat(looking.read().locks().leases()).hasSize(1);
                looking.update((before, now) -> Transition.of(before, ""));
            }

            assertThat(apply(store, new Command.ReleaseLease(lease.id()))).isInstanceOf(LeaseOutcome.Released.class);
        }
    }

    private static Command.RequestLocks request(String agent, Optional<ProcessId> owner) {
        LockRequest.Builder request = LockRequest.builder(agent, "P1").write("x.ts");
        owner.ifPresent(request::owner);
        return new Command.RequestLocks(request.build());
    }

    private static Lease granted(LockOutcome outcome) {
        assertThat(outcome).isInstanceOf(LockOutcome.Granted.class);
        return ((LockOutcome.Granted) outcome).lease();
    }

    private static <O> O apply(CoordinationStore store, Command<O> command) {
        return store.update((before, now) -> Rules.apply(before, command, now)).outcome();
    }
}
