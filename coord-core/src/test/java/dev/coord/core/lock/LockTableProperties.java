package dev.coord.core.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.ProcessId;
import dev.coord.core.lock.BruteForce.Owned;
import dev.coord.core.lock.LockStep.Taken;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.LostLease;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.statistics.Statistics;

class LockTableProperties {

    private static final int AT_ONCE = Boolean.getBoolean("coord.soak") ? 5 : 1;
    private static final ProcessId SHELL = new ProcessId(7, LockStory.BEGIN, "host");

    @Provide
    Arbitrary<List<LockStep>> histories() {
        return LockStep.histories();
    }

    @Provide
    Arbitrary<List<List<LockStep>>> severalHistories() {
        return histories().list().ofSize(AT_ONCE);
    }

    @Property
    void noTwoLeasesOfDifferentAgentsExcludeEachOther(@ForAll("histories") List<LockStep> steps) {
        LockStep.run(steps, taken -> {
            List<Owned> held = BruteForce.held(taken.after().locks());
            for (Owned one : held) {
                assertThat(held).noneMatch(one::meets);
            }
        });
    }

    @Property
    void aLeaseHoldsAllThatWasAskedForUntilItIsGone(@ForAll("histories") List<LockStep> steps) {
        Map<RequestId, Owned> asked = new HashMap<>();
        LockStep.run(steps, taken -> {
            taken.request()
                    .filter(request ->
                            LockTable.leaseOf(taken.expired(), request.id()).isEmpty())
                    .ifPresent(request -> asked.put(request.id(), BruteForce.owned(request)));
            if (taken.outcome().orElse("") instanceof LeaseOutcome.Downgraded downgraded) {
                Owned before = asked.get(downgraded.lease().request());
                asked.put(downgraded.lease().request(), before.reading());
            }
            for (Lease lease : taken.after().locks().leases()) {
                assertThat(new Owned(lease.agent(), lease.locks())).isEqualTo(asked.get(lease.request()));
            }
        });
    }

    @Property(tries = 1000) // deadlocks of upgrades are rare
    void anUpgradedLeaseTakesThePlaceOfOneThatIsInForce(@ForAll("histories") List<LockStep> steps) {
        LockStep.run(steps, taken -> {
            List<LeaseId> left =
                    taken.after().locks().leases().stream().map(Lease::id).toList();
            assertThat(taken.after().locks().queue().stream().flatMap(ticket -> ticket.upgrades().stream()))
                    .isSubsetOf(left);
            for (Lease upgraded : fresh(taken)) {
                upgraded(taken, upgraded).ifPresent(old -> {
                    assertThat(old.expiresAt()).isAfter(taken.now());
                    assertThat(left).doesNotContain(old.id());
                    assertThat(upgraded.token()).isGreaterThan(old.token());
                    assertThat(upgraded.agent()).isEqualTo(old.agent());
                    assertThat(taken.outcome()).isNotEqualTo(Optional.of(new LeaseOutcome.Released(old)));
                });
            }
            Statistics.label("upgrade").collect(taken.kind() == LockStep.Kind.UPGRADE ? taken.answer() : "none");
        });
        Statistics.label("upgrade").coverage(coverage -> {
            coverage.check("Deadlocked").count(count -> count > 0);
            coverage.check("Waiting").count(count -> count > 0);
            coverage.check("Granted").count(count -> count > 0);
        });
    }

    /** Whether it was granted at once, when somebody else went, or not at all. */
    @Property
    void anUpgradeWhoseProcessDiesBeforeItsAnswerWasNeverThere(@ForAll("histories") List<LockStep> steps) {
        LockStep.run(steps, taken -> {
            Snapshot before = LockTable.expire(taken.after(), taken.now());
            Set<LeaseId> asking = new HashSet<>();
            before.locks().queue().forEach(ticket -> ticket.upgrades().ifPresent(asking::add));
            for (Lease lease : before.locks().leases()) {
                if (asking.contains(lease.id())) {
                    continue; // somebody else did, who lives
                }
                var asked =
                        LockTable.upgrade(before, lease.id(), Duration.ofSeconds(30), Optional.of(SHELL), taken.now());
                String answer = asked.outcome().getClass().getSimpleName();
                Snapshot left = LockTable.withoutOwners(asked.after(), Set.of(SHELL), taken.now());
                assertThat(left.locks().leases()).isEqualTo(before.locks().leases());
                assertThat(left.locks().queue()).isEqualTo(before.locks().queue());
                if (answer.equals("Waiting")) {
                    Snapshot alone = Registries.without(
                            asked.after(),
                            other -> !other.id().equals(lease.id()),
                            ticket -> ticket.upgrades().isEmpty(),
                            taken.now());
                    Snapshot after = LockTable.withoutOwners(alone, Set.of(SHELL), taken.now());
                    assertThat(after.locks().leases()).containsExactly(lease);
                    answer = alone.locks().leases().contains(lease) ? "Waiting" : "Granted later";
                }
                Statistics.label("upgrade").collect(answer);
            }
        });
        Statistics.label("upgrade").coverage(coverage -> {
            coverage.check("Granted").count(count -> count > 0);
            coverage.check("Granted later").count(count -> count > 0);
        });
    }

    @Property
    void everyGrantHasAGreaterTokenThanAllBefore(@ForAll("histories") List<LockStep> steps) {
        LockStep.run(steps, taken -> {
            long last = taken.before().locks().lastToken().value();
            List<Long> fresh =
                    fresh(taken).stream().map(lease -> lease.token().value()).toList();
            assertThat(fresh)
                    .allMatch(token -> token > last)
                    .doesNotHaveDuplicates()
                    .isSorted();
            // What is granted and taken by an older request in one step has used up a token too.
            long used = taken.after().locks().lastToken().value() - last;
            assertThat(used)
                    .isBetween(
                            (long) fresh.size(),
                            (long) fresh.size() + wounded(taken).size());
        });
    }

    @Property
    void nobodyWaitsWhoCouldBeGranted(@ForAll("histories") List<LockStep> steps) {
        LockStep.run(steps, taken -> {
            LockRegistry after = taken.after().locks();
            List<Owned> queue = BruteForce.waiting(after);
            for (int place = 0; place < queue.size(); place++) {
                List<Owned> ahead = new ArrayList<>(BruteForce.held(after));
                ahead.addAll(queue.subList(0, place));
                assertThat(ahead).anyMatch(queue.get(place)::meets);
            }
        });
    }

    @Property
    void agentsNeverWaitForEachOtherInACircle(@ForAll("histories") List<LockStep> steps) {
        LockStep.run(steps, taken -> {
            LockRegistry after = taken.after().locks();
            assertThat(BruteForce.waitInACircle(BruteForce.held(after), BruteForce.waiting(after)))
                    .isFalse();
        });
    }

    @Property
    void nothingThatIsOverIsLeft(@ForAll("histories") List<LockStep> steps) {
        LockStep.run(steps, taken -> {
            LockRegistry after = taken.after().locks();
            assertThat(after.leases()).allMatch(lease -> lease.expiresAt().isAfter(taken.now()));
            assertThat(after.queue()).allMatch(ticket -> ticket.deadline().isAfter(taken.now()));
            assertThat(fresh(taken))
                    .allMatch(lease -> !lease.expiresAt().isBefore(taken.now().plus(lease.ttl())));
        });
    }

    /** Who is granted something was waiting for nobody ahead, and who goes on waiting keeps his place. */
    @Property
    void theQueueIsServedInItsOrder(@ForAll("histories") List<LockStep> steps) {
        LockStep.run(steps, taken -> {
            List<PendingRequest> before = taken.before().locks().queue();
            List<PendingRequest> after = taken.after().locks().queue();
            assertThat(after.stream().filter(before::contains).toList())
                    .isEqualTo(before.stream().filter(after::contains).toList());
            Set<RequestId> granted = new HashSet<>();
            fresh(taken).forEach(lease -> granted.add(lease.request()));
            for (int place = 0; place < before.size(); place++) {
                if (granted.contains(before.get(place).request().id())) {
                    Owned served = BruteForce.owned(before.get(place).request());
                    assertThat(before.subList(0, place).stream()
                                    .filter(after::contains)
                                    .map(ticket -> BruteForce.owned(ticket.request())))
                            .noneMatch(served::meets);
                }
            }
        });
    }

    @Property
    void whatChangesNothingReturnsTheSnapshotItself(@ForAll("histories") List<LockStep> steps) {
        LockStep.run(steps, taken -> {
            boolean refused = taken.outcome()
                    .filter(outcome -> outcome instanceof LockOutcome.Denied
                            || outcome instanceof LockOutcome.Deadlocked
                            || outcome instanceof LeaseOutcome.Gone
                            || outcome instanceof LockOutcome.TimedOut
                                    && taken.request().isPresent())
                    .isPresent();
            if (refused) {
                assertThat(taken.after()).isEqualTo(taken.expired());
            }
            if (taken.after().equals(taken.before())) {
                assertThat(taken.after()).isSameAs(taken.before());
            }
        });
    }

    /** No deadlock is missed, none is false, and nobody else's place, lease or answer is touched by a refusal. */
    @Tag("long")
    @Property(tries = 2_200)
    void everyDecisionIsTheOneThatBruteForceFinds(@ForAll("severalHistories") List<List<LockStep>> several) {
        several.forEach(steps -> LockStep.run(steps, taken -> {
            if (taken.isNew()) {
                LockRequest request = taken.request().orElseThrow();
                LockRegistry locks = taken.expired().locks();
                BruteDecision expected = BruteDecision.of(locks, request, taken.now());
                assertThat(taken.answer()).isEqualTo(expected.answer());
                assertThat(wounded(taken)).isEqualTo(expected.wounded());
                if (taken.answer().equals("Waiting")) {
                    List<RequestId> after = taken.after().locks().queue().stream()
                            .map(ticket -> ticket.request().id())
                            .toList();
                    int place = after.indexOf(request.id());
                    assertThat(expected.queue().subList(0, expected.place())).containsAll(after.subList(0, place));
                    assertThat(expected.queue()
                                    .subList(expected.place(), expected.queue().size()))
                            .containsAll(after.subList(place + 1, after.size()));
                }
                String what = taken.kind() == LockStep.Kind.UPGRADE
                        ? "upgrade"
                        : request.policy().name();
                boolean overtakes = expected.place() >= 0
                        && expected.place() < locks.queue().size();
                Statistics.label("answer")
                        .collect(what, taken.answer(), expected.overtakes() ? "overtaking" : "at the end");
                Statistics.label("wounded").collect(!wounded(taken).isEmpty());
            }
        }));
        Statistics.label("wounded").coverage(coverage -> {
            coverage.checkQuery(any -> true).count(count -> count >= AT_ONCE * 20_000);
            coverage.check(true).count(count -> count > 0);
        });
        Statistics.label("answer").coverage(coverage -> {
            coverage.check("WAIT", "Deadlocked", "at the end").count(count -> count > 0);
            coverage.check("WAIT", "Waiting", "overtaking").count(count -> count > 0);
            coverage.check("WAIT", "Granted", "overtaking").count(count -> count > 0);
            coverage.check("WAIT_DIE", "Denied", "at the end").count(count -> count > 0);
            coverage.check("WAIT_DIE", "Waiting", "at the end").count(count -> count > 0);
            coverage.check("WOUND_WAIT", "Granted", "overtaking").count(count -> count > 0);
            coverage.check("WOUND_WAIT", "Waiting", "overtaking").count(count -> count > 0);
            coverage.check("upgrade", "Deadlocked", "at the end").count(count -> count > 0);
            coverage.check("upgrade", "Waiting", "overtaking").count(count -> count > 0);
        });
    }

    private static Optional<Lease> upgraded(Taken taken, Lease fresh) {
        return taken.before().locks().leases().stream()
                .filter(lease -> fresh.request().equals(new RequestId("upgrade:" + lease.id())))
                .findFirst();
    }

    private static Set<LeaseId> wounded(Taken taken) {
        Set<LeaseId> wounded = new HashSet<>();
        taken.after().locks().lost().stream()
                .filter(lost -> lost.cause() == LostLease.Cause.WOUNDED)
                .forEach(lost -> wounded.add(lost.id()));
        taken.before().locks().lost().forEach(lost -> wounded.remove(lost.id()));
        return wounded;
    }

    private static List<Lease> fresh(Taken taken) {
        Set<Long> old = new HashSet<>();
        taken.before().locks().leases().forEach(lease -> old.add(lease.token().value()));
        return taken.after().locks().leases().stream()
                .filter(lease -> !old.contains(lease.token().value()))
                .toList();
    }
}
