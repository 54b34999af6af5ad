package dev.coord.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.plan.FeatureSet;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.Command;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final AgentId AGENT = new AgentId("a");
    private static final FeatureId FEATURE = new FeatureId("F");

    private static final Map<Command<?>, Class<?>> ANSWERS = Map.ofEntries(
            Map.entry(new Command.RequestLocks(LockRequest.builder("a", "F").build()), LockOutcome.Granted.class),
            Map.entry(new Command.WithdrawRequest(new RequestId("r")), LockOutcome.TimedOut.class),
            Map.entry(new Command.RenewLease(new LeaseId("l")), LeaseOutcome.Gone.class),
            Map.entry(new Command.ReleaseLease(new LeaseId("l")), LeaseOutcome.Gone.class),
            Map.entry(new Command.UpgradeLease(new LeaseId("l"), Duration.ZERO), LeaseOutcome.Gone.class),
            Map.entry(new Command.DowngradeLease(new LeaseId("l")), LeaseOutcome.Gone.class),
            Map.entry(new Command.DetachLease(new LeaseId("l")), LeaseOutcome.Gone.class),
            Map.entry(new Command.BreakLease(new LeaseId("l"), "why"), LeaseOutcome.Gone.class),
            Map.entry(new Command.StoreFeatures(FeatureSet.of(List.of())), LifecycleOutcome.Stored.class),
            Map.entry(new Command.StartFeature(FEATURE, AGENT), LifecycleOutcome.UnknownFeature.class),
            Map.entry(new Command.ClaimFeature(AGENT), ClaimOutcome.Stuck.class),
            Map.entry(
                    new Command.CompleteFeature(FEATURE, AGENT, Optional.empty()),
                    LifecycleOutcome.UnknownFeature.class),
            Map.entry(new Command.BlockFeature(FEATURE, AGENT, "why"), LifecycleOutcome.UnknownFeature.class),
            Map.entry(new Command.FailFeature(FEATURE, AGENT, "why"), LifecycleOutcome.UnknownFeature.class),
            Map.entry(new Command.RetryFeature(FEATURE, AGENT), LifecycleOutcome.UnknownFeature.class));

    @Test
    void carriesOutEveryCommandThereIs() {
        assertThat(ANSWERS.keySet().stream().<Class<?>>map(Command::getClass))
                .containsExactlyInAnyOrder(Command.class.getPermittedSubclasses());

        ANSWERS.forEach((command, answer) -> assertThat(
                        Rules.apply(Snapshot.EMPTY, command, Instant.EPOCH).outcome())
                .isInstanceOf(answer));
    }
}
