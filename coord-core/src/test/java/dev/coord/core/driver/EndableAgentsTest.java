package dev.coord.core.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.RequestId;
import dev.coord.plan.Feature;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.AgentTask;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EndableAgentsTest {

    private static final Workspace PLACE = new Workspace(
            new RunId("r1"),
            new FeatureId("P1"),
            1,
            Path.of("/w/P1-1"),
            "refs/heads/feature/P1",
            new CommitId("1".repeat(40)));
    private static final AgentTask TASK = AgentTask.builder(
                    Feature.builder("P1").build(),
                    PLACE,
                    new AgentId("agent-1"),
                    new Lease(
                            new LeaseId("lease-1"),
                            new RequestId("request-1"),
                            new AgentId("agent-1"),
                            new FeatureId("P1"),
                            new FencingToken(7),
                            List.of(),
                            Instant.EPOCH,
                            Instant.EPOCH.plusSeconds(300),
                            Duration.ofMinutes(5),
                            Optional.empty(),
                            Optional.empty()))
            .build();

    @Test
    void aRunnerThatDoesNotReturnIsGivenUpAndItsWorkspaceIsBusyUntilItDoes() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicReference<Thread> agent = new AtomicReference<>();
        Thread caller = Thread.currentThread();
        EndableAgents agents = new EndableAgents(
                (task, started) -> {
                    agent.set(Thread.currentThread());
                    caller.interrupt();
                    while (mayEnd.getCount() > 0) {
                        try {
                            mayEnd.await();
                        } catch (InterruptedException e) {
                            continue;
                        }
                    }
                    return new AgentResult.Succeeded();
                },
                Duration.ofMillis(50));

        assertThatThrownBy(() -> agents.run(TASK, process -> {})).isInstanceOf(InterruptedException.class);

        assertThat(agents.isBusyIn(PLACE)).isTrue();
        mayEnd.countDown();
        agent.get().join();
        assertThat(agents.isBusyIn(PLACE)).isFalse();
    }

    @Test
    void aRunnerThatReturnsWhenItIsInterruptedLeavesNothingBehind() {
        Thread caller = Thread.currentThread();
        EndableAgents agents = new EndableAgents((task, started) -> {
            caller.interrupt();
            new CountDownLatch(1).await();
            return new AgentResult.Succeeded();
        });

        assertThatThrownBy(() -> agents.run(TASK, process -> {})).isInstanceOf(InterruptedException.class);

        assertThat(agents.isBusyIn(PLACE)).isFalse();
    }
}
