package dev.coord.git;

import dev.coord.CoordinationException.BadInput;
import dev.coord.merge.CommitId;
import dev.coord.plan.FeatureId;
import dev.coord.run.Workspace;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The branches {@code feature/<id>}. Git does not say who made a branch: coord writes a ref beside each it makes, and a
 * branch without one is somebody else's.
 */
final class FeatureBranches {

    private final GitRepository repository;
    private final Refs refs;

    FeatureBranches(GitRepository repository) {
        this.repository = repository;
        this.refs = new Refs(repository.git());
    }

    void requireFree(Collection<FeatureId> features) {
        Set<String> branches = new TreeSet<>(refs.names("refs/heads/feature"));
        List<String> foreign = new ArrayList<>();
        for (FeatureId feature : features) {
            branches.stream()
                    .filter(branch -> isInTheWay(branch, feature))
                    .map(branch -> "'" + branch.substring("refs/heads/".length()) + "'")
                    .forEach(foreign::add);
        }
        if (!foreign.isEmpty()) {
            throw new BadInput("coord did not make the branch" + (foreign.size() > 1 ? "es " : " ")
                    + String.join(", ", foreign) + " in " + repository.directory()
                    + ", but needs the name; rename it with 'git branch -m'");
        }
    }

    /** Keeps what an earlier attempt left on the branch, and notes that the branch is coord's. */
    void begin(Workspace workspace) {
        Optional<CommitId> earlier = refs.commit(workspace.branch());
        earlier.filter(tip -> !isPinned(tip)).ifPresent(tip -> refs.set(Refs.kept(workspace) + ".before", tip));
        repository.alone(() -> forgetLost(workspace.branch()));
        refs.set(Refs.made(workspace.feature()), workspace.base());
    }

    /** Deletes the branch if it is coord's and no work tree has it; the caller has pinned it. */
    void end(Workspace workspace) {
        Optional<CommitId> tip = tip(workspace);
        boolean inUse = repository.checkouts().stream()
                .anyMatch(checkout ->
                        checkout.branch().filter(workspace.branch()::equals).isPresent());
        if (inUse) {
            return;
        }
        tip.ifPresent(commit -> refs.delete(workspace.branch(), commit));
        refs.commit(Refs.made(workspace.feature()))
                .ifPresent(base -> refs.delete(Refs.made(workspace.feature()), base));
    }

    /** The latest commit of the feature's branch, if coord made the branch. */
    Optional<CommitId> tip(Workspace workspace) {
        return isMade(workspace.feature()) ? refs.commit(workspace.branch()) : Optional.empty();
    }

    /** A work tree of coord's that somebody deleted still keeps its branch from being checked out. */
    private boolean isLost(Checkout checkout, String branch) {
        return checkout.branch().filter(branch::equals).isPresent()
                && checkout.directory().startsWith(repository.workspaces())
                && !Files.exists(checkout.directory());
    }

    private List<Checkout> forgetLost(String branch) {
        Git git = repository.git();
        List<Checkout> lost = Checkout.known(git).stream()
                .filter(checkout -> isLost(checkout, branch))
                .toList();
        lost.forEach(checkout -> git.run(
                "worktree", "remove", "--force", "--force", checkout.directory().toString()));
        return lost;
    }

    private boolean isInTheWay(String branch, FeatureId feature) {
        String wanted = Refs.BRANCHES + feature;
        return branch.equals("refs/heads/feature")
                || branch.startsWith(wanted + "/")
                || (branch.equals(wanted) && !isMade(feature));
    }

    private boolean isMade(FeatureId feature) {
        return refs.commit(Refs.made(feature)).isPresent();
    }

    private boolean isPinned(CommitId commit) {
        return !repository
                .git()
                .run("for-each-ref", "--count=1", "--points-at", commit.value(), "refs/coord/tips", "refs/coord/kept")
                .raw()
                .isEmpty();
    }
}
