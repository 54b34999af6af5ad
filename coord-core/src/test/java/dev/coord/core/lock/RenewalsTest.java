package dev.coord.core.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.ProcessId;
import dev.coord.core.state.Rules;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.state.Command;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RenewalsTest {

    private static final Instant NOW = LockStory.BEGIN;

    @Provide
    Arbitrary<List<LockStep>> histories() {
        return LockStep.histories();
    }

    @Provide
    Arbitrary<Duration> timesToLive() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 5_000).map(Duration::ofMillis),
                Arbitraries.longs().between(1, 365L * 24 * 60).map(Duration::ofMinutes));
    }

    @Test
    void isDueWithAThirdOfItsTimeToLiveUsedUp() {
        Lease lease = lease(granted(Duration.ofMinutes(5)));

        assertThat(Renewals.dueAt(lease)).isEqualTo(NOW.plusSeconds(100));
        assertThat(Renewals.isDue(lease, NOW.plusSeconds(100).minusNanos(1))).isFalse();
        assertThat(Renewals.isDue(lease, NOW.plusSeconds(100))).isTrue();
    }

    @Test
    void renewsWhatIsOverThoughItsOwnerLives() {
        ProcessId owner = new ProcessId(7, NOW, "here");
        ProcessId stranger = new ProcessId(8, NOW, "elsewhere");
        LockStory story = new LockStory();
        Lease mine = story.granted(LockStory.by("a").write("x").owner(owner));
        Lease unseen = story.granted(LockStory.by("b").write("y").owner(stranger));
        Lease shells = story.granted(LockStory.by("c").write("z"));
        Instant later = NOW.plus(Duration.ofHours(2));

        Snapshot after = Renewals.ofTheLiving(story.snapshot, Set.of(owner), later);

        assertThat(after.locks().leases()).containsExactly(mine.expiringAt(later.plus(mine.ttl())), unseen, shells);
        assertThat(Renewals.ofTheLiving(after, Set.of(owner), later)).isSameAs(after);
        assertThat(Renewals.ofTheLiving(story.snapshot, Set.of(owner), NOW)).isSameAs(story.snapshot);
    }

    @Test
    void isDueWhenTheClockWasSetBackFar() {
        Lease lease = lease(granted(Duration.ofMinutes(5)));

        assertThat(Renewals.isDue(lease, NOW.minusSeconds(100))).isFalse();
        assertThat(Renewals.isDue(lease, NOW.minusSeconds(102))).isTrue();
    }

    /** Else whoever renews what is due would never come to rest. */
    @Property
    void whatWasJustRenewedIsNotDue(
            @ForAll("timesToLive") Duration ttl, @ForAll @LongRange(min = 0, max = 4_000_000_000L) long nanos) {
        Instant now = NOW.plusNanos(nanos);
        Snapshot before = granted(ttl);
        Lease lease = lease(before);

        if (now.isBefore(lease.expiresAt())) {
            Lease renewed = ((LeaseOutcome.Renewed)
                            LockTable.renew(before, lease.id(), now).outcome())
                    .lease();

            assertThat(Renewals.isDue(renewed, now)).isFalse();
            assertThat(Renewals.dueAt(renewed)).isAfter(now).isBefore(renewed.expiresAt());
        }
    }

    @Property
    void manyAtOnceAreRenewedAsOneByOne(
            @ForAll("histories") List<LockStep> steps, @ForAll @IntRange(min = 0, max = 20_000) int millis) {
        LockStep.run(steps, taken -> {
            Instant now = taken.now().plusMillis(millis);
            List<LeaseId> ids = new ArrayList<>(List.of(new LeaseId("unknown")));
            taken.before().locks().leases().forEach(lease -> ids.add(lease.id()));
            Snapshot one = taken.after();
            Map<LeaseId, LeaseOutcome> answers = new LinkedHashMap<>();
            for (LeaseId id : ids) {
                Transition<LeaseOutcome> step = Rules.apply(one, new Command.RenewLease(id), now);
                one = step.after();
                answers.put(id, step.outcome());
            }

            Transition<Map<LeaseId, LeaseOutcome>> all = Renewals.renew(taken.after(), ids, now);

            assertThat(all.after()).isEqualTo(one);
            assertThat(all.outcome().keySet()).isEqualTo(answers.keySet());
            answers.forEach((id, answer) -> assertThat(all.outcome().get(id))
                    .hasSameClassAs(answer)
                    .satisfies(same -> {
                        if (answer instanceof LeaseOutcome.Renewed) {
                            assertThat(same).isEqualTo(answer);
                        }
                    }));
        });
    }

    @Test
    void changesNothingWhereNothingIsThereToRenew() {
        Snapshot before = granted(Duration.ofMinutes(5));

        Transition<Map<LeaseId, LeaseOutcome>> none = Renewals.renew(before, List.of(new LeaseId("unknown")), NOW);
        Transition<Map<LeaseId, LeaseOutcome>> same =
                Renewals.renew(before, List.of(lease(before).id()), NOW);

        assertThat(none.after()).isSameAs(before);
        assertThat(none.outcome().values()).hasOnlyElementsOfType(LeaseOutcome.Gone.class);
        assertThat(same.after()).isSameAs(before);
    }

    private static Snapshot granted(Duration ttl) {
        LockRequest request = LockRequest.builder("p", "F1")
                .write("middleware.ts")
                .policy(ContentionPolicy.FAIL)
                .ttl(ttl)
                .build();
        return LockTable.request(Snapshot.EMPTY, request, NOW).after();
    }

    private static Lease lease(Snapshot snapshot) {
        return snapshot.locks().leases().get(0);
    }
}
