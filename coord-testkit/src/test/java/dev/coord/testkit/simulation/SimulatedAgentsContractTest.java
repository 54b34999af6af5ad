package dev.coord.testkit.simulation;

import dev.coord.ProcessId;
import dev.coord.run.AgentRunner;
import dev.coord.run.Workspace;
import dev.coord.testkit.run.AgentRunnerContract;
import dev.coord.testkit.run.RepositoryFixture;
import java.nio.file.Path;

class SimulatedAgentsContractTest implements AgentRunnerContract {

    private final SimulatedRun world = new SimulatedRun(1, chance -> Fates.dyingAt(chance, -1), false);

    @Override
    public RepositoryFixture repository(Path home) {
        return new SimulatedFixture(world.repository());
    }

    @Override
    public AgentRunner runner(RepositoryFixture repository, Deed deed) {
        world.agents()
                .follow(
                        switch (deed) {
                            case SUCCEEDS -> AgentScript.SUCCEEDS;
                            case FAILS -> AgentScript.FAILS;
                            case HANGS, IGNORES -> AgentScript.HANGS;
                        });
        return world.agents();
    }

    @Override
    public boolean hasBegun(RepositoryFixture repository, Workspace workspace) {
        return world.repository().worktree(workspace).orElseThrow().tree().containsKey("begun.txt");
    }

    @Override
    public boolean isAlive(ProcessId process) {
        return world.agents().alive().stream().anyMatch(agent -> agent.process().equals(process));
    }
}
