package dev.coord.git;

import dev.coord.merge.CommitId;
import dev.coord.plan.Feature;
import dev.coord.plan.RepoPath;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Brings home what an agent made: its own commits, and what it left over as one commit on top. */
final class WorkCollector {

    private final GitRepository repository;
    private final Refs refs;
    private final FeatureBranches branches;
    private final Keeper keeper;

    WorkCollector(GitRepository repository, FeatureBranches branches, Keeper keeper) {
        this.repository = repository;
        this.refs = new Refs(repository.git());
        this.branches = branches;
        this.keeper = keeper;
    }

    Collected collect(Workspace workspace, Feature feature) {
        WorkTree tree = WorkTree.at(workspace.directory(), repository.commonDirectory());
        Optional<CommitId> tip = branches.tip(workspace);
        Optional<String> broken = whyUnusable(workspace, tree, tip);
        if (broken.isPresent() || tip.isEmpty()) {
            return unusable(workspace, feature, broken.orElse("its branch is gone"));
        }
        Git git = tree.git(repository);
        OwnLocks.clear(tree.administration().resolve("HEAD.lock"));
        try (PrivateIndex index = PrivateIndex.of(tree, git, tip.get())) {
            List<GitPath> nested = NestedRepositories.find(index, workspace.base());
            if (!nested.isEmpty()) {
                return unusable(
                        workspace,
                        feature,
                        "'" + nested.get(0)
                                + "' is a git repository of its own, or a submodule with changes, whose files"
                                + " cannot be part of the feature");
            }
            return commit(workspace, feature, tip.get(), index);
        }
    }

    private Collected.Work commit(Workspace workspace, Feature feature, CommitId tip, PrivateIndex index) {
        Staging.addAll(index, List.of());
        Staging.addDeclared(index, feature.fileWrites());
        CommitId content = index.tree();
        CommitId home = tip;
        if (tip.equals(workspace.base()) || !content.equals(refs.tree(tip.value()))) {
            home = Commits.make(index.git(), content, List.of(tip), message(workspace));
        }
        refs.set(Refs.tip(workspace), home);
        if (!home.equals(tip)) {
            new Refs(index.git()).move("coord: collect", workspace.branch(), home, tip);
        }
        index.install();
        return new Collected.Work(home, changed(workspace.base(), home));
    }

    private static String message(Workspace workspace) {
        return workspace.feature() + ": work of attempt " + workspace.attempt() + "\n\nRun " + workspace.run() + ".\n";
    }

    private List<String> changed(CommitId base, CommitId tip) {
        return repository
                .git()
                .run("diff-tree", "-r", "-z", "--no-renames", "--name-only", base.value(), tip.value())
                .paths()
                .stream()
                .map(GitPath::text)
                .sorted()
                .toList();
    }

    private Collected.Unusable unusable(Workspace workspace, Feature feature, String reason) {
        Collection<RepoPath> declared = feature.fileWrites();
        return new Collected.Unusable(reason, keeper.pin(workspace, declared));
    }

    private Optional<String> whyUnusable(Workspace workspace, WorkTree tree, Optional<CommitId> tip) {
        if (!tree.exists() || !tree.registered()) {
            return Optional.of("its work tree " + workspace.directory() + " is gone");
        }
        GitAnswer head = tree.git(repository).ask("symbolic-ref", "--quiet", "HEAD");
        if (!head.line().equals(workspace.branch())) {
            return Optional.of("the agent left " + shortened(workspace.branch()) + " for "
                    + (head.succeeded() ? shortened(head.line()) : "a detached head"));
        }
        if (tip.isEmpty() || !refs.isAncestor(workspace.base(), tip.get())) {
            return Optional.of("the agent rewrote " + shortened(workspace.branch())
                    + ", which does not contain its base " + workspace.base().abbreviated() + " any more");
        }
        if (!tree.git(repository).ask("ls-files", "--unmerged", "-z").raw().isEmpty()) {
            return Optional.of("the agent left conflicts of a merge unresolved");
        }
        return Optional.empty();
    }

    private static String shortened(String branch) {
        return branch.startsWith("refs/heads/") ? branch.substring("refs/heads/".length()) : branch;
    }
}
