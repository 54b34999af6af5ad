package dev.coord.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.AgentId;
import dev.coord.CoordinationException.LeaseLost;
import dev.coord.CoordinationException.Refused;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.lock.LockTable;
import dev.coord.core.state.Rules;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.lock.RequestId;
import dev.coord.plan.Feature;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.Command;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every outcome says, and what becomes of a caller that insists on the good one. */
class OutcomesTest {

    private static final Instant NOW = Instant.parse("2025-10-30T14:30:00Z");
    private static final AgentId AGENT = new AgentId("me");
    private static final Feature P1 = Feature.builder("P1")
            .writes("middleware.ts", "app/**")
            .reads("lib/")
            .build();
    private static final Holder HOLDER = new Holder(
            Holder.Kind.LEASE,
            new AgentId("other"),
            new FeatureId("P2"),
            new PathLock(new RepoPath("middleware.ts"), Operation.WRITE),
            NOW);

    private static Lease lease() {
        LockOutcome outcome = LockTable.request(Snapshot.EMPTY, LockRequest.of(P1, AGENT), NOW)
                .outcome();
        return outcome.orElseThrow();
    }

    @Test
    void aRequestForAFeatureAsksToWriteWhatItDeclares() {
        assertThat(lease().locks())
                .extracting(lock -> lock.operation() + " " + lock.path())
                .containsExactlyInAnyOrder("WRITE middleware.ts", "WRITE app/**");
    }

    @Test
    void whatWasNotGrantedSaysWhoIsInTheWayAndWhatToDo() {
        List<LockOutcome> refusals = List.of(
                new LockOutcome.Denied(List.of(HOLDER)),
                new LockOutcome.TimedOut(List.of(HOLDER)),
                new LockOutcome.Waiting(new RequestId("r"), NOW, List.of(HOLDER)));

        refusals.forEach(refusal -> {
            assertThat(refusal.message()).contains("'middleware.ts': other (P2) writes it since 2025-10-30T14:30:00Z");
            assertThatThrownBy(refusal::orElseThrow).isInstanceOf(Refused.class).hasMessage(refusal.message());
        });
        LockOutcome circle = new LockOutcome.Deadlocked(List.of(AGENT, new AgentId("other")));
        assertThat(circle.message()).contains("me waits for other waits for me");
        assertThatThrownBy(circle::orElseThrow).isInstanceOf(Refused.class);
    }

    @Test
    void whatIsGoneIsLost() {
        LeaseOutcome.Gone gone = new LeaseOutcome.Gone(new LeaseId("lease-7"), "it expired; ask again");

        assertThat(gone.message()).isEqualTo("it expired; ask again");
        assertThatThrownBy(gone::orElseThrow).isInstanceOf(LeaseLost.class).hasMessage("it expired; ask again");
    }

    @Test
    void aUseOfALeaseThatIsInForceAnswersTheLease() {
        Lease lease = lease();

        List.of(
                        new LeaseOutcome.Renewed(lease),
                        new LeaseOutcome.Released(lease),
                        new LeaseOutcome.Downgraded(lease),
                        new LeaseOutcome.Detached(lease))
                .forEach(outcome -> {
                    assertThat(outcome.orElseThrow()).isEqualTo(lease);
                    assertThat(outcome.message()).contains(lease.id().value());
                });
    }

    @Test
    void aStepThatWasNotTakenThrowsItsMessage() {
        LifecycleOutcome unknown = Rules.apply(Snapshot.EMPTY, new Command.StartFeature(P1.id(), AGENT), NOW)
                .outcome();
        LifecycleOutcome moved = new LifecycleOutcome.Moved(P1.id(), FeatureStatus.PENDING, FeatureStatus.ACTIVE);

        assertThat(moved.orElseThrow().message()).isEqualTo("P1 is active");
        assertThatThrownBy(unknown::orElseThrow)
                .isInstanceOf(Refused.class)
                .hasMessage(unknown.message())
                .hasMessageContaining("'P1'");
    }

    @Test
    void aClaimInVainThrowsItsMessage() {
        ClaimOutcome stuck = new ClaimOutcome.Stuck("P2 failed");

        assertThatThrownBy(stuck::orElseThrow).isInstanceOf(Refused.class).hasMessageContaining("P2 failed");
    }
}
