package dev.coord.git;

import dev.coord.merge.CommitId;
import dev.coord.plan.RepoPath;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pins everything a workspace holds under one ref: what lies in the work tree, the commits under its head, those of the
 * feature's branch, and those the agent left behind by a reset, a rebase or an amendment.
 */
final class Keeper {

    private final GitRepository repository;
    private final Refs refs;
    private final FeatureBranches branches;

    Keeper(GitRepository repository, FeatureBranches branches) {
        this.repository = repository;
        this.refs = new Refs(repository.git());
        this.branches = branches;
    }

    Collected.Kept pin(Workspace workspace, Collection<RepoPath> declared) {
        WorkTree tree = WorkTree.at(workspace.directory(), repository.commonDirectory());
        Optional<CommitId> tip = branches.tip(workspace);
        Optional<CommitId> earlier = tree.exists() ? Optional.empty() : pinnedEarlier(workspace);
        CommitId head = earlier.or(() -> head(tree)).or(() -> tip).orElse(workspace.base());
        CommitId content = tree.exists() ? content(tree, head, declared) : refs.tree(head.value());
        List<CommitId> rest = rest(workspace, tree, head, tip);
        if (rest.isEmpty() && content.equals(refs.tree(head.value()))) {
            return pinned(workspace, head);
        }
        return compose(workspace, head, content, rest);
    }

    private Optional<CommitId> pinnedEarlier(Workspace workspace) {
        return refs.commit(Refs.kept(workspace)).or(() -> refs.commit(Refs.tip(workspace)));
    }

    private Optional<CommitId> head(WorkTree tree) {
        return tree.registered() ? refs(tree).commit("HEAD") : Optional.empty();
    }

    private Refs refs(WorkTree tree) {
        return new Refs(repository.git().with(Map.of("GIT_DIR", Bytes.text(tree.administration()))));
    }

    private CommitId content(WorkTree tree, CommitId head, Collection<RepoPath> declared) {
        try (PrivateIndex index = PrivateIndex.of(tree, tree.git(repository), head)) {
            List<GitPath> nested = NestedRepositories.find(index, head);
            if (index.isComplete()) {
                Staging.addAll(index, nested);
            } else {
                Staging.addPresent(index, nested);
            }
            Staging.addDeclared(index, declared);
            new NestedContent(index, tree).add(nested);
            return index.tree();
        }
    }

    /** The commits that nothing else would keep, without those that others of them contain. */
    private List<CommitId> rest(Workspace workspace, WorkTree tree, CommitId head, Optional<CommitId> tip) {
        List<CommitId> safe = new ArrayList<>(List.of(head, workspace.base()));
        refs.commit(Refs.tip(workspace)).ifPresent(safe::add);
        List<CommitId> candidates = new ArrayList<>(tree.registered() ? HeadLog.commits(repository, tree) : List.of());
        tip.ifPresent(candidates::add);
        head(tree).ifPresent(candidates::add);
        refs.commit(Refs.kept(workspace)).ifPresent(candidates::add);
        candidates.removeAll(safe);
        if (candidates.isEmpty()) {
            return List.of();
        }
        List<String> arguments = new ArrayList<>(List.of("merge-base", "--independent"));
        safe.forEach(commit -> arguments.add(commit.value()));
        candidates.stream().distinct().forEach(commit -> arguments.add(commit.value()));
        return repository.git().run(new byte[0], arguments).lines().stream()
                .map(CommitId::new)
                .filter(commit -> !safe.contains(commit))
                .sorted()
                .toList();
    }

    private Collected.Kept pinned(Workspace workspace, CommitId head) {
        if (head.equals(workspace.base())) {
            return new Collected.Kept("");
        }
        if (refs.commit(Refs.tip(workspace)).filter(head::equals).isPresent()) {
            return new Collected.Kept(Refs.tip(workspace));
        }
        refs.set(Refs.kept(workspace), head);
        return new Collected.Kept(Refs.kept(workspace));
    }

    private Collected.Kept compose(Workspace workspace, CommitId head, CommitId content, List<CommitId> rest) {
        Optional<CommitId> earlier = refs.commit(Refs.kept(workspace));
        boolean keptAlready = earlier.filter(rest::contains).isPresent()
                && rest.size() == 1
                && refs.tree(Refs.kept(workspace)).equals(content)
                && refs.isAncestor(head, earlier.get());
        if (!keptAlready) {
            List<CommitId> parents = new ArrayList<>(List.of(head));
            parents.addAll(rest);
            CommitId commit = Commits.make(
                    repository.git(),
                    content,
                    parents,
                    "Keep the work on feature " + workspace.feature() + "\n\nAttempt " + workspace.attempt()
                            + " of run " + workspace.run() + ". It is not used.\n");
            refs.set(Refs.kept(workspace), commit);
        }
        return new Collected.Kept(Refs.kept(workspace));
    }
}
