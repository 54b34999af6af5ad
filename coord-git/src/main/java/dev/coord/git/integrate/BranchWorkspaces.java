package dev.coord.git.integrate;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.BranchNames;
import dev.coord.git.repository.Repository;
import dev.coord.merge.TestResult;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * No work trees, since what would be made in them is there, but for a resolver: its is on a branch of its own, and what it resumes is
 * the tip of somebody's, which stays as it is. What a run of agents left behind that an integration takes over is kept by the
 * workspaces of that. Safe from several threads.
 */
public final class BranchWorkspaces implements Workspaces {

    private final Repository repository;
    private final Branches branches;
    private final Workspaces made;
    private final Workspaces resolving;

    /**
     * Binds the branches; touches nothing.
     *
     * @param made what knows the work trees of agents
     * @param resolving what makes those of resolvers
     */
    public BranchWorkspaces(Repository repository, Branches branches, Workspaces made, Workspaces resolving) {
        this.repository = repository;
        this.branches = branches;
        this.made = made;
        this.resolving = resolving;
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
                BranchNames.OF_RESOLVERS.branch(feature),
                base);
    }

    @Override
    public Optional<Duration> prepare(Workspace workspace) {
        return isOfAResolver(workspace) ? resolving.prepare(workspace) : Optional.empty();
    }

    @Override
    public List<Hunk> conflicts(Workspace workspace) {
        return isOfAResolver(workspace) ? resolving.conflicts(workspace) : List.of();
    }

    /** What changed is not asked: of work that is done nobody is told what it did not declare. */
    @Override
    public Collected collect(Workspace workspace, Feature feature) {
        if (isOfAResolver(workspace)) {
            Collected collected = resolving.collect(workspace, feature);
            return collected instanceof Collected.Work work
                    ? new Collected.Work(work.tip(), List.of(), List.of(), work.stashes())
                    : collected;
        }
        return new Collected.Work(branches.tip(workspace.feature()), List.of());
    }

    /** They run where all is merged. */
    @Override
    public TestResult check(Workspace workspace, Feature feature, CommitId tip) {
        return TestResult.green("");
    }

    @Override
    public Collected.Kept keep(Workspace workspace, Feature feature) {
        if (isOfAResolver(workspace)) {
            return resolving.keep(workspace, feature);
        }
        return isOfABranch(workspace)
                ? new Collected.Kept(branches.ref(workspace.feature()))
                : made.keep(workspace, feature);
    }

    @Override
    public Collected.Kept leave(Workspace workspace, Feature feature, String why) {
        if (isOfAResolver(workspace)) {
            return resolving.leave(workspace, feature, why);
        }
        return isOfABranch(workspace)
                ? new Collected.Kept(branches.ref(workspace.feature()))
                : made.leave(workspace, feature, why);
    }

    @Override
    public Collected.Kept remove(Workspace workspace) {
        if (isOfAResolver(workspace)) {
            return resolving.remove(workspace);
        }
        return isOfABranch(workspace) ? new Collected.Kept("") : made.remove(workspace);
    }

    private static boolean isOfAResolver(Workspace workspace) {
        return workspace.resumes().isPresent()
                && workspace.branch().equals(BranchNames.OF_RESOLVERS.branch(workspace.feature()));
    }

    /** Earlier builds named the ref that keeps the tip. */
    private static boolean isOfABranch(Workspace workspace) {
        return workspace.branch().equals(BranchNames.OF_RESOLVERS.branch(workspace.feature()))
                || workspace
                        .branch()
                        .equals(Refs.integrated(
                                workspace.run(), workspace.feature().value()));
    }
}
