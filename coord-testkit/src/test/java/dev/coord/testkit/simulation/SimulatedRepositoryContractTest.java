package dev.coord.testkit.simulation;

import dev.coord.testkit.run.IntegratorContract;
import dev.coord.testkit.run.RepositoryFixture;
import dev.coord.testkit.run.WorkspacesContract;
import java.nio.file.Path;

class SimulatedRepositoryContractTest implements IntegratorContract, WorkspacesContract {

    @Override
    public RepositoryFixture repository(Path home) {
        return new SimulatedFixture();
    }
}
