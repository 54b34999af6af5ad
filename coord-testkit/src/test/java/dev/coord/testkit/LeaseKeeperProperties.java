package dev.coord.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CoordinationException.LeaseLost;
import dev.coord.core.Coordinator;
import dev.coord.core.lease.HeldLease;
import dev.coord.core.lease.LeaseCare;
import dev.coord.core.lease.LeaseListener;
import dev.coord.core.lock.LockTable;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.state.Command;
import dev.coord.store.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever becomes of leases and clock, holders know of their leases what the store knows. */
class LeaseKeeperProperties {

    /** One thing that happens: the clock moves by so many seconds, then somebody does something to one of the leases. */
    private record Happening(int seconds, Deed deed, int which) {}

    private enum Deed {
        HOLD,
        HOLD_WITHOUT_RENEWING,
        UPGRADE,
        DOWNGRADE,
        BREAK,
        RELEASE_BY_ID,
        CLOSE,
        NOTHING
    }

    @Provide
    Arbitrary<List<Happening>> stories() {
        Arbitrary<Integer> seconds = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(0, 90)),
                Tuple.of(1, Arbitraries.integers().between(-1_000, 0)),
                Tuple.of(1, Arbitraries.integers().between(90, 1_000)));
        return Combinators.combine(
                        seconds,
                        Arbitraries.of(Deed.class),
                        Arbitraries.integers().between(0, 20))
                .as(Happening::new)
                .list()
                .ofMaxSize(20);
    }

    @Property(tries = 200)
    void holdersKnowWhatTheStoreKnows(@ForAll("stories") List<Happening> story) {
        ManualClock clock = new ManualClock();
        Map<LeaseId, Integer> losses = new ConcurrentHashMap<>();
        LeaseListener listener = new LeaseListener() {
            @Override
            public void lost(Lease lease, LeaseLost loss) {
                losses.merge(lease.id(), 1, Integer::sum);
            }
        };
        try (InMemoryStore store = new InMemoryStore(clock)) {
            Coordinator coordinator = new Coordinator(store);
            List<HeldLease> open = new ArrayList<>();
            for (Happening next : story) {
                clock.set(clock.instant().plusSeconds(next.seconds()));
                happen(next, coordinator, open, listener);
                store.update((before, now) -> Transition.of(LockTable.expire(before, now), ""));

                Set<LeaseId> there =
                        store.read().locks().leases().stream().map(Lease::id).collect(Collectors.toSet());
                for (HeldLease held : open) {
                    await(() -> there.contains(held.id()) != losses.containsKey(held.id()), held);
                    assertThat(isHeld(held)).isEqualTo(there.contains(held.id()));
                }
            }
            assertThat(losses.values()).allMatch(times -> times == 1);
        }
    }

    @Property(tries = 100)
    void aHeldLeaseSurvivesAnySequenceOfAdvances(
            @ForAll @Size(max = 12) List<@IntRange(max = 3_600) Integer> seconds,
            @ForAll @IntRange(min = 30, max = 600) int timeToLive) {
        ManualClock clock = new ManualClock();
        try (InMemoryStore store = new InMemoryStore(clock)) {
            Coordinator coordinator = new Coordinator(store);
            try (HeldLease held = coordinator.hold(granted(coordinator, Duration.ofSeconds(timeToLive)))) {
                for (int step : seconds) {
                    clock.advance(Duration.ofSeconds(step));

                    assertThat(held.lease().expiresAt()).isAfter(clock.instant());
                }
            }
        }
    }

    private static void happen(Happening next, Coordinator coordinator, List<HeldLease> open, LeaseListener listener) {
        switch (next.deed()) {
            case HOLD -> open.add(coordinator.hold(granted(coordinator), LeaseCare.RENEWED.telling(listener)));
            case HOLD_WITHOUT_RENEWING ->
                open.add(coordinator.hold(granted(coordinator), LeaseCare.UNRENEWED.telling(listener)));
            case UPGRADE ->
                pick(open, next)
                        .ifPresent(held -> coordinator.apply(new Command.UpgradeLease(held.id(), Duration.ZERO)));
            case DOWNGRADE ->
                pick(open, next).ifPresent(held -> coordinator.apply(new Command.DowngradeLease(held.id())));
            case BREAK -> pick(open, next).ifPresent(held -> coordinator.apply(new Command.BreakLease(held.id(), "")));
            case RELEASE_BY_ID ->
                pick(open, next).ifPresent(held -> coordinator.apply(new Command.ReleaseLease(held.id())));
            case CLOSE ->
                pick(open, next).ifPresent(held -> {
                    held.release();
                    open.remove(held);
                });
            case NOTHING -> {}
        }
    }

    private static Optional<HeldLease> pick(List<HeldLease> open, Happening next) {
        return open.isEmpty() ? Optional.empty() : Optional.of(open.get(next.which() % open.size()));
    }

    private static Lease granted(Coordinator coordinator) {
        return granted(coordinator, LockRequest.DEFAULT_TTL);
    }

    private static Lease granted(Coordinator coordinator, Duration timeToLive) {
        LockOutcome outcome = coordinator.tryAcquire(
                LockRequest.builder("holder", "P1").read("a.ts").ttl(timeToLive).build());
        return ((LockOutcome.Granted) outcome).lease();
    }

    private static boolean isHeld(HeldLease held) {
        try {
            held.requireHeld();
            return true;
        } catch (LeaseLost e) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition, HeldLease held) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("what is told of %s", held.id()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
