package dev.coord.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coord.AgentId;
import dev.coord.ProcessId;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.RequestId;
import dev.coord.plan.Feature;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.AgentTask;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every promise of {@link AgentRunner} as a test. */
public interface AgentRunnerContract extends RepositoryContract {

    /** What an agent of this contract does: write {@code begun.txt}, and then this. */
    enum Deed {
        /** It ends well. */
        SUCCEEDS,
        /** It gives up. */
        FAILS,
        /** It does not end by itself. */
        HANGS,
        /** It does not end by itself, and heeds no request to end: no signal that can be ignored, and no interrupt. */
        IGNORES
    }

    /** Longer than any agent of this contract takes that ends by itself. */
    Duration LONG = Duration.ofMinutes(1);

    /**
     * Opens a runner whose agents do one thing.
     *
     * @param repository where they work
     * @param deed what they do
     * @return the runner
     */
    AgentRunner runner(RepositoryFixture repository, Deed deed);

    /**
     * Whether an agent has begun to work in a workspace.
     *
     * @param repository where it works
     * @param workspace where
     * @return true once it wrote its file
     */
    boolean hasBegun(RepositoryFixture repository, Workspace workspace);

    /**
     * Whether an agent's process runs.
     *
     * @param process the process
     * @return true if it does
     */
    boolean isAlive(ProcessId process);

    /**
     * Whether agents are processes, each of which is told when it is started.
     *
     * @return false for agents that end with this process
     */
    default boolean startsProcesses() {
        return true;
    }

    private static AgentTask task(Workspace workspace, Duration timeout) {
        AgentId agent = new AgentId("agent-1");
        Lease lease = new Lease(
                new LeaseId("lease-1"),
                new RequestId("request-1"),
                agent,
                workspace.feature(),
                new FencingToken(7),
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(300),
                Duration.ofMinutes(5),
                Optional.empty(),
                Optional.empty());
        Feature feature = RepositoryContract.feature(workspace.feature().value(), "begun.txt");
        return AgentTask.builder(feature, workspace, agent, lease)
                .timeout(timeout)
                .build();
    }

    @Test
    default void anAgentThatEndsWellSucceeds(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Workspace workspace = RepositoryContract.prepared(repository, "P1");

        AgentResult result = runner(repository, Deed.SUCCEEDS).run(task(workspace, LONG), process -> {});

        assertThat(result).isEqualTo(new AgentResult.Succeeded());
        assertThat(hasBegun(repository, workspace)).isTrue();
    }

    @Test
    default void anAgentThatGivesUpSaysWhy(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Workspace workspace = RepositoryContract.prepared(repository, "P1");

        AgentResult result = runner(repository, Deed.FAILS).run(task(workspace, LONG), process -> {});

        assertThat(result)
                .isInstanceOfSatisfying(
                        AgentResult.Failed.class,
                        failed -> assertThat(failed.reason()).isNotBlank());
    }

    @Test
    default void aProcessIsToldBeforeItsAgentDoesAnything(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Workspace workspace = RepositoryContract.prepared(repository, "P1");
        List<ProcessId> told = new ArrayList<>();

        runner(repository, Deed.SUCCEEDS).run(task(workspace, LONG), process -> {
            assertThat(hasBegun(repository, workspace)).isFalse();
            assertThat(isAlive(process)).isTrue();
            told.add(process);
        });

        assertThat(told).hasSizeLessThan(2).noneMatch(this::isAlive);
    }

    @Test
    default void anAgentThatCannotBeRecordedDoesNothing(@TempDir Path home) {
        assumeTrue(startsProcesses());
        RepositoryFixture repository = repository(home);
        Workspace workspace = RepositoryContract.prepared(repository, "P1");
        IllegalStateException full = new IllegalStateException("the store is full");
        List<ProcessId> told = new ArrayList<>();

        assertThatThrownBy(() -> runner(repository, Deed.SUCCEEDS).run(task(workspace, LONG), process -> {
                    told.add(process);
                    throw full;
                }))
                .isSameAs(full);

        assertThat(hasBegun(repository, workspace)).isFalse();
        assertThat(told).noneMatch(this::isAlive);
    }

    @Test
    default void anAgentIsEndedWhenItsTimeIsOver(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Workspace workspace = RepositoryContract.prepared(repository, "P1");
        List<ProcessId> told = new ArrayList<>();

        AgentResult result = runner(repository, Deed.HANGS).run(task(workspace, Duration.ofMillis(500)), told::add);

        assertThat(result).isInstanceOf(AgentResult.TimedOut.class);
        assertThat(told).noneMatch(this::isAlive);
    }

    @Test
    default void anAgentThatHeedsNothingIsEndedOrKnownToWorkOn(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Workspace workspace = RepositoryContract.prepared(repository, "P1");
        List<ProcessId> told = new ArrayList<>();
        AgentRunner runner = runner(repository, Deed.IGNORES);

        AgentResult result = runner.run(task(workspace, Duration.ofMillis(500)), told::add);

        assertThat(result).isInstanceOf(AgentResult.TimedOut.class);
        assertThat(told).noneMatch(this::isAlive);
        assertThat(runner.isBusyIn(workspace)).isEqualTo(!startsProcesses());
    }

    @Test
    default void whereAnAgentHasEndedNobodyWorks(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Workspace workspace = RepositoryContract.prepared(repository, "P1");
        AgentRunner runner = runner(repository, Deed.HANGS);

        runner.run(task(workspace, Duration.ofMillis(500)), process -> {});

        assertThat(runner.isBusyIn(workspace)).isFalse();
    }

    @Test
    default void anInterruptEndsTheAgent(@TempDir Path home) {
        RepositoryFixture repository = repository(home);
        Workspace workspace = RepositoryContract.prepared(repository, "P1");
        List<ProcessId> told = new ArrayList<>();
        if (!startsProcesses()) {
            Thread.currentThread().interrupt();
        }

        assertThatThrownBy(() -> runner(repository, Deed.HANGS).run(task(workspace, LONG), process -> {
                    told.add(process);
                    Thread.currentThread().interrupt();
                }))
                .isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).as("is interrupted still").isFalse();
        assertThat(told).noneMatch(this::isAlive);
    }

    @Test
    default void endingWhatHasEndedIsHarmless(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Workspace workspace = RepositoryContract.prepared(repository, "P1");
        List<ProcessId> told = new ArrayList<>();
        AgentRunner runner = runner(repository, Deed.SUCCEEDS);
        runner.run(task(workspace, LONG), told::add);

        told.forEach(process -> runner.end(workspace, process));

        assertThat(told).noneMatch(this::isAlive);
        assertThat(repository.exists(workspace)).isTrue();
    }
}
