package dev.coord.core.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.lock.LockStep.Taken;
import dev.coord.core.state.Rules;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseOutcome;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.Command;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Design, invariant 4: a stale lease can change nothing. */
class LostLeaseProperties {

    @Provide
    Arbitrary<List<LockStep>> histories() {
        return LockStep.histories();
    }

    @Property
    void theIdOfALostLeaseChangesNothingEver(@ForAll("histories") List<LockStep> steps) {
        List<Lease> lost = new ArrayList<>();
        LockStep.run(steps, taken -> {
            lost.addAll(lostBy(taken));
            Snapshot current = LockTable.expire(taken.after(), taken.now());
            for (Lease late : lost) {
                for (Command<LeaseOutcome> use : List.<Command<LeaseOutcome>>of(
                        new Command.RenewLease(late.id()),
                        new Command.ReleaseLease(late.id()),
                        new Command.BreakLease(late.id(), "too late"))) {
                    Transition<LeaseOutcome> step = Rules.apply(taken.after(), use, taken.now());

                    assertThat(step.outcome()).isInstanceOf(LeaseOutcome.Gone.class);
                    assertThat(step.after()).isEqualTo(current);
                    assertThat(step.conflicts()).isEmpty();
                }
            }
        });
    }

    @Property
    void theTokenOfALostLeaseCompletesNothingEver(@ForAll("histories") List<LockStep> steps) {
        List<Lease> lost = new ArrayList<>();
        LockStep.run(steps, taken -> {
            lost.addAll(lostBy(taken));
            for (Lease late : lost) {
                Snapshot before = workedOnBy(late, taken.after());

                Transition<LifecycleOutcome> step = complete(before, late, taken.now());

                assertThat(step.outcome()).isInstanceOf(LifecycleOutcome.StaleLease.class);
                assertThat(step.after()).isEqualTo(LockTable.expire(before, taken.now()));
            }
        });
    }

    @Property
    void theTokenOfALeaseInForceCompletes(@ForAll("histories") List<LockStep> steps) {
        LockStep.run(steps, taken -> {
            for (Lease held :
                    LockTable.expire(taken.after(), taken.now()).locks().leases()) {
                assertThat(complete(workedOnBy(held, taken.after()), held, taken.now())
                                .outcome())
                        .isInstanceOf(LifecycleOutcome.Moved.class);
            }
        });
    }

    private static List<Lease> lostBy(Taken taken) {
        List<Lease> lost = new ArrayList<>(taken.before().locks().leases());
        taken.after()
                .locks()
                .leases()
                .forEach(held -> lost.removeIf(lease -> lease.id().equals(held.id())));
        return lost;
    }

    private static Transition<LifecycleOutcome> complete(Snapshot before, Lease lease, Instant now) {
        return Rules.apply(
                before, new Command.CompleteFeature(lease.feature(), lease.agent(), Optional.of(lease.token())), now);
    }

    private static Snapshot workedOnBy(Lease lease, Snapshot snapshot) {
        CoordinationState state = new CoordinationState(
                0,
                List.of(),
                List.of(new ActiveFeature(lease.feature(), Optional.of(lease.agent()))),
                List.of(),
                List.of(),
                new TreeMap<>());
        return snapshot.withFeatures(FeatureSet.of(
                        List.of(Feature.builder(lease.feature().value()).build())))
                .withState(state);
    }
}
