package dev.coord.testkit.run;

import dev.coord.ProcessId;
import dev.coord.run.AgentRunner;
import dev.coord.run.Workspace;
import java.nio.file.Path;

class ScriptedAgentsContractTest implements AgentRunnerContract {

    private final InMemoryRepositoryContractTest.Fixture fixture = new InMemoryRepositoryContractTest.Fixture();
    private final ScriptedAgents agents = ScriptedAgents.in(fixture.repository);

    @Override
    public RepositoryFixture repository(Path home) {
        return fixture;
    }

    @Override
    public AgentRunner runner(RepositoryFixture repository, Deed deed) {
        Script script = switch (deed) {
            case SUCCEEDS -> Script.succeeding();
            case FAILS -> Script.failing("no idea");
            case HANGS, IGNORES -> Script.hanging();
        };
        return agents.on("P1", script.and("begun.txt", ""));
    }

    @Override
    public boolean hasBegun(RepositoryFixture repository, Workspace workspace) {
        return fixture.repository.files(workspace).orElseThrow().containsKey("begun.txt");
    }

    @Override
    public boolean isAlive(ProcessId process) {
        return agents.isAlive(process);
    }
}
