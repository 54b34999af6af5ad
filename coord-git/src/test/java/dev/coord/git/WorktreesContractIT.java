package dev.coord.git;

import dev.coord.testkit.run.RepositoryFixture;
import dev.coord.testkit.run.WorkspacesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorktreesContractIT implements WorkspacesContract {

    @Override
    public RepositoryFixture repository(Path home) {
        return new GitFixture(home);
    }
}
