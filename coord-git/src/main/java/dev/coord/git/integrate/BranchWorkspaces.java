package dev.coord.git.integrate;

import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.git.command.Refs;
import dev.coord.git.repository.Repository;
import dev.coord.merge.CommitId;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * No work trees: what would be made in them is there. What a run of agents left behind that an integration takes over is kept by
 * the workspaces of that. Safe from several threads.
 */
public final class BranchWorkspaces implements Workspaces {

    private final Repository repository;
    private final Branches branches;
    private final Workspaces made;

    /**
     * Binds the branches; touches nothing.
     *
     * @param made what knows the work trees of agents
     */
    public BranchWorkspaces(Repository repository, Branches branches, Workspaces made) {
        this.repository = repository;
        this.branches = branches;
        this.made = made;
    }

    @Override
    public void requireFree(Collection<FeatureId> features) {}

    @Override
    public List<Leftover> reclaim(Collection<Feature> features, Collection<Workspace> known) {
        return List.of(); // their owners may have work trees on the branches
    }

    /** Of an earlier run there may be a work tree, where an agent worked. */
    @Override
    public Workspace locate(RunId run, FeatureId feature, int attempt, CommitId base) {
        if (!branches.areOf(run)) {
            return made.locate(run, feature, attempt, base);
        }
        return new Workspace(
                run,
                feature,
                attempt,
                repository.workspaces().resolve(run.value()).resolve(feature + "-" + attempt),
                Refs.integrated(run, feature.value()),
                base);
    }

    @Override
    public Optional<Duration> prepare(Workspace workspace) {
        return Optional.empty();
    }

    @Override
    public List<Hunk> conflicts(Workspace workspace) {
        return List.of();
    }

    /** What changed is not asked: of work that is done nobody is told what it did not declare. */
    @Override
    public Collected collect(Workspace workspace, Feature feature) {
        return new Collected.Work(branches.tip(workspace.feature()), List.of());
    }

    @Override
    public Collected.Kept keep(Workspace workspace, Feature feature) {
        return isOfABranch(workspace)
                ? new Collected.Kept(branches.ref(workspace.feature()))
                : made.keep(workspace, feature);
    }

    @Override
    public Collected.Kept leave(Workspace workspace, Feature feature, String why) {
        return isOfABranch(workspace)
                ? new Collected.Kept(branches.ref(workspace.feature()))
                : made.leave(workspace, feature, why);
    }

    @Override
    public Collected.Kept remove(Workspace workspace) {
        return isOfABranch(workspace) ? new Collected.Kept("") : made.remove(workspace);
    }

    private static boolean isOfABranch(Workspace workspace) {
        return workspace
                .branch()
                .equals(Refs.integrated(workspace.run(), workspace.feature().value()));
    }
}
