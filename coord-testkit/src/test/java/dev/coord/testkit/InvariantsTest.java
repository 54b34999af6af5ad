package dev.coord.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.FeatureId;
import dev.coord.core.lock.LockTable;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.store.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InvariantsTest {

    private static final LockRequest FIRST = LockRequest.builder("one", "P1")
            .id(new RequestId("r-1"))
            .write("app/")
            .build();
    private static final LockRequest SECOND = LockRequest.builder("two", "P2")
            .id(new RequestId("r-2"))
            .policy(ContentionPolicy.WAIT)
            .write("app/page.tsx")
            .build();

    @Test
    void holdWhereTheRulesMadeTheSnapshot() {
        Snapshot granted = requested(Snapshot.EMPTY, FIRST);
        Snapshot queued = requested(granted, SECOND);

        CoordAssertions.assertThat(queued).satisfiesInvariants().follows(granted.withRevision(-1));
    }

    @Test
    void findConflictingLeases() {
        Lease other = requested(Snapshot.EMPTY, SECOND).locks().leases().get(0);
        Lease first = requested(Snapshot.EMPTY, FIRST).locks().leases().get(0);
        Lease second = new Lease(
                other.id(),
                other.request(),
                other.agent(),
                other.feature(),
                new FencingToken(2),
                other.locks(),
                other.grantedAt(),
                other.expiresAt(),
                other.ttl(),
                other.owner(),
                other.age());

        assertThat(Invariants.check(with(List.of(first, second), List.of(), 2)))
                .singleElement()
                .asString()
                .startsWith("conflicting leases");
    }

    @Test
    void findTokensThatDoNotGrow() {
        Lease lease = requested(Snapshot.EMPTY, FIRST).locks().leases().get(0);

        assertThat(Invariants.check(with(List.of(lease), List.of(), 0)))
                .singleElement()
                .asString()
                .contains("above the latest token");
        assertThat(Invariants.check(with(List.of(lease, lease), List.of(), 1)))
                .anyMatch(violation -> violation.startsWith("tokens do not grow"))
                .anyMatch(violation -> violation.contains("in the registry twice"));
    }

    @Test
    void findAWaiterThatNothingIsInTheWayOf() {
        PendingRequest ticket = new PendingRequest(SECOND, ManualClock.START, ManualClock.START.plusSeconds(30));

        assertThat(Invariants.check(with(List.of(), List.of(ticket), 0)))
                .singleElement()
                .asString()
                .contains("but it waits");
    }

    @Test
    void findAFeatureInTwoLists() {
        FeatureId id = new FeatureId("P1");
        CoordinationState state = new CoordinationState(
                0,
                List.of(id),
                List.of(new ActiveFeature(id, Optional.empty())),
                List.of(),
                List.of(),
                new TreeMap<>());

        assertThatThrownBy(() -> CoordAssertions.assertThat(Snapshot.EMPTY.withState(state))
                        .satisfiesInvariants())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("'P1' stands in two lists");
    }

    @Test
    void findStepsBackwards() {
        Snapshot granted = requested(Snapshot.EMPTY, FIRST).withRevision(5);
        Snapshot reused = granted.withLocks(new LockRegistry(
                requested(Snapshot.EMPTY, SECOND).locks().leases(),
                List.of(),
                List.of(),
                FencingToken.NONE,
                List.of()));

        assertThat(Invariants.checkStep(granted, reused.withRevision(5)))
                .anyMatch(violation -> violation.startsWith("revision 5"))
                .anyMatch(violation -> violation.startsWith("the latest token fell"))
                .anyMatch(violation -> violation.startsWith("a grant bears an old token"));
    }

    private static Snapshot requested(Snapshot before, LockRequest request) {
        return LockTable.request(before, request, ManualClock.START).after();
    }

    private static Snapshot with(List<Lease> leases, List<PendingRequest> queue, long last) {
        return Snapshot.EMPTY.withLocks(new LockRegistry(leases, queue, List.of(), new FencingToken(last), List.of()));
    }
}
