package dev.coord.testkit.run;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.merge.Integrator;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import dev.coord.schema.MigrationNumbering;
import dev.coord.testkit.repository.FileCommand;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

class InMemoryRepositoryContractTest implements IntegratorContract, WorkspacesContract {

    @Override
    public RepositoryFixture repository(Path home) {
        return new Fixture();
    }

    /** One repository, whose tests are those of the integrator that was asked for last. */
    static final class Fixture implements RepositoryFixture {

        private InMemoryRepository.CombinedTests tests = candidate -> true;
        final InMemoryRepository repository = new InMemoryRepository(
                candidate -> tests.pass(candidate),
                (check, files) -> FileCommand.result(check.command(), files).isGreen());

        @Override
        public String target() {
            return InMemoryRepository.TARGET;
        }

        @Override
        public Workspaces workspaces() {
            return repository;
        }

        @Override
        public Integrator integrator() {
            tests = candidate -> true;
            return repository;
        }

        @Override
        public Integrator integratorWithTests(String command) {
            tests = candidate -> FileCommand.result(
                            command, repository.files(candidate.commit().value()))
                    .isGreen();
            return repository;
        }

        @Override
        public Integrator integratorWithNumbering(MigrationNumbering numbering) {
            tests = candidate -> true;
            return repository.numberedBy(numbering);
        }

        @Override
        public Integrator integratorWithEndlessTests(Runnable begun) {
            tests = candidate -> {
                begun.run();
                new CountDownLatch(1).await();
                return true;
            };
            return repository;
        }

        @Override
        public void write(Workspace workspace, String path, String content) {
            repository.write(workspace, path, content);
        }

        @Override
        public void commit(Workspace workspace) {
            repository.commit(workspace);
        }

        @Override
        public boolean exists(Workspace workspace) {
            return repository.files(workspace).isPresent();
        }

        @Override
        public CommitId commitToTarget(String path, String content) {
            return repository.commitToTarget(path, content);
        }

        @Override
        public void makeForeignBranch(FeatureId feature) {
            repository.makeRef("refs/heads/feature/" + feature);
        }

        @Override
        public Optional<String> content(String revision, String path) {
            return Optional.ofNullable(repository.files(revision).get(path));
        }
    }
}
