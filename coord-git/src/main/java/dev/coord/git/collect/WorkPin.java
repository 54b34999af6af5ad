package dev.coord.git.collect;

import dev.coord.CommitId;
import dev.coord.RepoPath;
import dev.coord.git.command.Git;
import dev.coord.git.object.Commits;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.FeatureBranches;
import dev.coord.git.repository.Quarantine;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.WorkTree;
import dev.coord.git.stash.Stashes;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pins everything a workspace holds under one ref: what lies in the work tree, the commits under its head, those of the
 * feature's branch, those the agent left behind by a reset, a rebase or an amendment, and what git notes of an unfinished
 * operation. Whatever cannot be pinned is a reason for the work tree to stay.
 */
public final class WorkPin {

    private final Repository repository;
    private final Refs refs;
    private final FeatureBranches branches;
    private final Map<Path, Taken> taken = new ConcurrentHashMap<>();

    public WorkPin(Repository repository, FeatureBranches branches) {
        this.repository = repository;
        this.refs = new Refs(repository.git());
        this.branches = branches;
    }

    /** What of the work is the feature's own by what it declares, now or when the attempt was begun. */
    public static Collection<RepoPath> declared(Workspace workspace, Feature feature) {
        Collection<RepoPath> declared = new TreeSet<>(workspace.declared());
        declared.addAll(feature.fileWrites());
        return declared;
    }

    /** Notes that all that a work tree holds was collected. */
    void note(WorkTree tree, Taken all) {
        taken.put(tree.directory(), all);
    }

    /** Forgets what was noted. */
    public void forget(Workspace workspace) {
        taken.remove(workspace.directory());
    }

    /**
     * Does not fail for what lies in the work tree: then that is why the work tree stays. Tries again, since a {@code git
     * gc} may just have taken an object that no ref named and that the work has too.
     */
    public Collected.Kept pin(Workspace workspace, Collection<RepoPath> declared) {
        return Quarantine.repeat(() -> pinOnce(workspace, declared, false))
                .orElseGet(() -> pinOnce(workspace, declared, true).orElseThrow());
    }

    private Optional<Collected.Kept> pinOnce(Workspace workspace, Collection<RepoPath> declared, boolean lastTry) {
        WorkTree tree = WorkTree.of(workspace, repository);
        tree.open();
        Optional<CommitId> earlier = tree.exists() ? Optional.empty() : pinnedEarlier(workspace);
        Optional<CommitId> tip = branches.tip(workspace);
        CommitId head = earlier.or(() -> head(tree)).or(() -> tip).orElse(workspace.base());
        try (Quarantine quarantine = Quarantine.of(repository, tree)) {
            Holdings holdings =
                    new Holdings(repository, quarantine, tree, head, Optional.ofNullable(taken.get(tree.directory())));
            tree.displaced(workspace).ifPresent(holdings::stays);
            holdings.take(workspace.base(), declared);
            if (holdings.hasFailed() && !lastTry) {
                return Optional.empty();
            }
            List<Stashes.Stash> stashes = Stashes.withDropped(
                    repository,
                    quarantine.guard(repository.git()),
                    tree,
                    workspace,
                    holdings.commits(),
                    holdings.content());
            List<CommitId> noted = new ArrayList<>(holdings.commits());
            stashes.forEach(stash -> noted.add(stash.commit()));
            List<CommitId> rest = rest(workspace, head, tip, noted);
            String ref = rest.isEmpty() && holdings.isHead()
                    ? pinned(workspace, head)
                    : compose(workspace, quarantine, holdings, rest);
            return Optional.of(new Collected.Kept(
                    ref,
                    holdings.stays(),
                    stashes.stream().map(Stashes.Stash::toString).toList()));
        }
    }

    private Optional<CommitId> pinnedEarlier(Workspace workspace) {
        return refs.commit(Refs.kept(workspace)).or(() -> refs.commit(Refs.tip(workspace)));
    }

    private Optional<CommitId> head(WorkTree tree) {
        return tree.registered()
                ? tree.namedBranch().flatMap(refs::commit).or(() -> new Refs(tree.git(repository)).commit("HEAD"))
                : Optional.empty();
    }

    /** The commits that nothing else would keep, without those that others of them contain. */
    private List<CommitId> rest(Workspace workspace, CommitId head, Optional<CommitId> tip, List<CommitId> noted) {
        List<CommitId> safe = new ArrayList<>(List.of(head, workspace.base()));
        refs.commit(Refs.tip(workspace)).ifPresent(safe::add);
        List<CommitId> candidates = new ArrayList<>(noted);
        tip.ifPresent(candidates::add);
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

    private String pinned(Workspace workspace, CommitId head) {
        if (head.equals(workspace.base())) {
            return "";
        }
        if (refs.commit(Refs.tip(workspace)).filter(head::equals).isPresent()) {
            return Refs.tip(workspace);
        }
        refs.set(Refs.kept(workspace), head);
        return Refs.kept(workspace);
    }

    private String compose(Workspace workspace, Quarantine quarantine, Holdings holdings, List<CommitId> rest) {
        String ref = Refs.kept(workspace);
        Optional<CommitId> earlier = refs.commit(ref).filter(commit -> holds(commit, holdings, rest));
        if (earlier.isEmpty()) {
            String attempt = "Attempt " + workspace.attempt() + " of run " + workspace.run();
            List<CommitId> parents = new ArrayList<>(List.of(holdings.head()));
            parents.addAll(rest);
            parents.addAll(holdings.foreign());
            Git git = quarantine.guard(repository.git(), holdings.sources());
            holdings.leftovers()
                    .ifPresent(tree -> parents.add(Commits.make(
                            git,
                            tree,
                            List.of(),
                            "What git noted of the work on feature " + workspace.feature() + "\n\n" + attempt
                                    + ".\n")));
            CommitId commit = Commits.make(
                    git,
                    holdings.content(),
                    parents.stream().distinct().toList(),
                    "Keep the work on feature " + workspace.feature() + "\n\n" + attempt + ". It is not used.\n");
            quarantine.publish(commit, List.of(workspace.base()), holdings.sources(), () -> refs.set(ref, commit));
        }
        return ref;
    }

    private boolean holds(CommitId commit, Holdings holdings, List<CommitId> rest) {
        List<CommitId> wanted = new ArrayList<>(rest);
        wanted.add(holdings.head());
        wanted.addAll(holdings.foreign());
        return refs.tree(commit.value()).equals(holdings.content())
                && wanted.stream()
                        .allMatch(other -> repository
                                .git()
                                .ask("merge-base", "--is-ancestor", other.value(), commit.value())
                                .succeeded())
                && holdings.leftovers().filter(tree -> !hasParent(commit, tree)).isEmpty();
    }

    private boolean hasParent(CommitId commit, CommitId tree) {
        return repository.git().run("rev-parse", commit + "^@").lines().stream()
                .anyMatch(parent -> refs.tree(parent).equals(tree));
    }
}
