package dev.coord.testkit.simulation;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.merge.Candidate;
import dev.coord.merge.Integrator;
import dev.coord.merge.Integrator.Survey;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.TestResult;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.proof.Proof;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import dev.coord.schema.MigrationNumbering;
import dev.coord.testkit.repository.FileCommand;
import dev.coord.testkit.repository.Mishaps;
import dev.coord.testkit.repository.SimulatedRepository;
import dev.coord.testkit.repository.TreeTests;
import dev.coord.testkit.run.RepositoryFixture;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;

/** The repository of the simulated runs, for the contracts of the ports. */
record SimulatedFixture(SimulatedRepository repository) implements RepositoryFixture {

    SimulatedFixture() {
        this(new SimulatedRepository(Mishaps.NONE, TreeTests.GREEN));
    }

    @Override
    public String target() {
        return SimulatedRepository.TARGET;
    }

    @Override
    public Workspaces workspaces() {
        return repository;
    }

    @Override
    public Integrator integrator() {
        return repository;
    }

    @Override
    public Integrator integratorWithTests(String command) {
        return new Tested(repository, tested -> FileCommand.result(command, tested.files()));
    }

    @Override
    public Integrator integratorWithNumbering(MigrationNumbering numbering) {
        repository.numberBy(numbering);
        return repository;
    }

    @Override
    public Integrator integratorWithEndlessTests(Runnable begun) {
        return new Tested(repository, tested -> {
            begun.run();
            new CountDownLatch(1).await();
            return TestResult.green("");
        });
    }

    @Override
    public void write(Workspace workspace, String path, String content) {
        repository.write(workspace, path, content);
    }

    @Override
    public void commit(Workspace workspace) {
        repository.commitAll(workspace);
    }

    @Override
    public boolean exists(Workspace workspace) {
        return repository.worktree(workspace).isPresent();
    }

    @Override
    public CommitId commitToTarget(String path, String content) {
        repository.commitToTarget(path, content);
        return repository.target();
    }

    @Override
    public void makeForeignBranch(FeatureId feature) {
        repository.history().point(SimulatedRepository.branch(feature), repository.target());
    }

    @Override
    public Optional<String> content(String revision, String path) {
        Optional<CommitId> commit =
                revision.startsWith("refs/") ? repository.history().ref(revision) : Optional.of(new CommitId(revision));
        return commit.map(id -> repository.history().get(id).tree().get(path));
    }

    /** The same repository with other tests. */
    private record Tested(SimulatedRepository repository, TreeTests verdicts) implements Integrator {

        @Override
        public Survey survey(String target, Set<CommitId> commits) {
            return repository.survey(target, commits);
        }

        @Override
        public SortedMap<FeatureId, List<String>> subjects(CommitId at, Set<FeatureId> features) {
            return repository.subjects(at, features);
        }

        @Override
        public MergeOutcome merge(WaveWork work) {
            return repository.merge(work);
        }

        @Override
        public Proof prove(Candidate candidate) {
            return repository.prove(candidate);
        }

        @Override
        public Optional<String> tests() {
            return repository.tests();
        }

        @Override
        public TrialOutcome test(Trial trial) throws InterruptedException {
            return repository.test(trial, verdicts);
        }

        @Override
        public LandingOutcome land(Candidate candidate) {
            return repository.land(candidate);
        }
    }
}
