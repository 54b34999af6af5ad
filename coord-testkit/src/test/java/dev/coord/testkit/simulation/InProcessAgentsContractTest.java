package dev.coord.testkit.simulation;

import dev.coord.ProcessId;
import dev.coord.core.driver.InProcessAgents;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.AgentTask;
import dev.coord.run.Workspace;
import dev.coord.testkit.run.AgentRunnerContract;
import dev.coord.testkit.run.RepositoryFixture;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InProcessAgentsContractTest implements AgentRunnerContract {

    private final SimulatedRun world = new SimulatedRun(1, chance -> Fates.dyingAt(chance, -1), false);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void end() {
        over.countDown();
        threads.shutdown();
    }

    @Override
    public RepositoryFixture repository(Path home) {
        return new SimulatedFixture(world.repository());
    }

    @Override
    public AgentRunner runner(RepositoryFixture repository, Deed deed) {
        return InProcessAgents.of(task -> work(task, deed), threads);
    }

    private AgentResult work(AgentTask task, Deed deed) throws InterruptedException {
        world.repository().write(task.workspace(), "begun.txt", "begun");
        while (deed == Deed.IGNORES && over.getCount() > 0) {
            try {
                over.await();
            } catch (InterruptedException e) {
                continue;
            }
        }
        if (deed == Deed.HANGS) {
            over.await();
        }
        return deed == Deed.FAILS ? new AgentResult.Failed("no idea") : new AgentResult.Succeeded();
    }

    @Override
    public boolean startsProcesses() {
        return false;
    }

    @Override
    public boolean hasBegun(RepositoryFixture repository, Workspace workspace) {
        return world.repository().worktree(workspace).orElseThrow().tree().containsKey("begun.txt");
    }

    @Override
    public boolean isAlive(ProcessId process) {
        throw new AssertionError("agents of this process have none of their own");
    }
}
