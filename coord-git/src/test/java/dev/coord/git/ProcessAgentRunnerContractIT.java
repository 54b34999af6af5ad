package dev.coord.git;

import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import dev.coord.run.AgentRunner;
import dev.coord.run.Workspace;
import dev.coord.testkit.run.AgentRunnerContract;
import dev.coord.testkit.run.RepositoryFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessAgentRunnerContractIT implements AgentRunnerContract {

    @Override
    public RepositoryFixture repository(Path home) {
        return new GitFixture(home);
    }

    @Override
    public AgentRunner runner(RepositoryFixture repository, Deed deed) {
        String then = switch (deed) {
            case SUCCEEDS -> "true";
            case FAILS -> "exit 3";
            case HANGS -> "exec sleep 60";
            case IGNORES -> "trap '' TERM INT HUP; while :; do sleep 1; done";
        };
        return ((GitFixture) repository).sandbox.agents("echo > begun.txt; " + then);
    }

    @Override
    public boolean hasBegun(RepositoryFixture repository, Workspace workspace) {
        return Files.exists(workspace.directory().resolve("begun.txt"));
    }

    @Override
    public boolean isAlive(ProcessId process) {
        return ProcessLife.isAlive(process);
    }
}
