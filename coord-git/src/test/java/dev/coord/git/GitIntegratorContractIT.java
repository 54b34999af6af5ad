package dev.coord.git;

import dev.coord.testkit.run.IntegratorContract;
import dev.coord.testkit.run.RepositoryFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GitIntegratorContractIT implements IntegratorContract {

    @Override
    public RepositoryFixture repository(Path home) {
        return new GitFixture(home);
    }
}
