package dev.coord.git;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.RunId;
import dev.coord.merge.CommitId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureId;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Workspaces as git work trees beside the repository, {@code <repository>.coord/<run>/<feature>-<attempt>}, each on the
 * branch {@code feature/<id>}. Work is pinned under {@code refs/coord/tips/} where it is used and under
 * {@code refs/coord/kept/} where it is not; those refs stay. Safe from several threads for different features, and from one
 * process at a time for each repository.
 */
public final class Worktrees implements Workspaces {

    private final GitRepository repository;
    private final FeatureBranches branches;
    private final Keeper keeper;
    private final WorkCollector collector;

    /** Removing an empty parent directory must not meet the making of a work tree in it. */
    private final ReadWriteLock parents = new ReentrantReadWriteLock();

    /**
     * Binds the repository; changes nothing.
     *
     * @param repository the user's repository
     */
    public Worktrees(GitRepository repository) {
        this.repository = repository;
        this.branches = new FeatureBranches(repository);
        this.keeper = new Keeper(repository, branches);
        this.collector = new WorkCollector(repository, branches, keeper);
    }

    @Override
    public void requireFree(Collection<FeatureId> features) {
        branches.requireFree(features);
    }

    @Override
    public Workspace locate(RunId run, FeatureId feature, int attempt, CommitId base) {
        Path directory = repository.workspaces().resolve(run.value()).resolve(feature + "-" + attempt);
        return new Workspace(run, feature, attempt, directory, Refs.BRANCHES + feature, base);
    }

    @Override
    public void prepare(Workspace workspace) {
        branches.requireFree(List.of(workspace.feature()));
        branches.begin(workspace);
        parents.readLock().lock();
        try {
            Files.createDirectories(workspace.directory().resolve("..").normalize());
            add(workspace);
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot make the work tree " + workspace.directory() + ": " + e
                            + "; make the directory beside the repository writable",
                    e);
        } finally {
            parents.readLock().unlock();
        }
    }

    @Override
    public Collected collect(Workspace workspace, Feature feature) {
        return collector.collect(workspace, feature);
    }

    @Override
    public Collected.Kept keep(Workspace workspace, Feature feature) {
        Collected.Kept kept = keeper.pin(workspace, feature.fileWrites());
        removePinned(workspace);
        return kept;
    }

    @Override
    public void remove(Workspace workspace) {
        keeper.pin(workspace, List.of());
        removePinned(workspace);
    }

    private void add(Workspace workspace) {
        String branch = workspace.branch().substring("refs/heads/".length());
        String directory = workspace.directory().toString();
        repository
                .git()
                .run(
                        "worktree",
                        "add",
                        "--quiet",
                        "--no-track",
                        "-B",
                        branch,
                        directory,
                        workspace.base().value());
    }

    private void removePinned(Workspace workspace) {
        WorkTreeRemoval.remove(repository, workspace.directory());
        branches.end(workspace);
        parents.writeLock().lock();
        try {
            EmptyDirectories.delete(workspace.directory().resolve("..").normalize(), repository.workspaces());
        } finally {
            parents.writeLock().unlock();
        }
    }
}
