package dev.coord.git.collect;

import dev.coord.CommitId;
import dev.coord.RepoPath;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.OwnLocks;
import dev.coord.git.command.ShellText;
import dev.coord.git.history.TakenBack;
import dev.coord.git.object.ChangedPaths;
import dev.coord.git.object.Commits;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.FeatureBranches;
import dev.coord.git.repository.Provided;
import dev.coord.git.repository.Quarantine;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.WorkTree;
import dev.coord.git.resume.ResumedWork;
import dev.coord.git.resume.WorkMessage;
import dev.coord.git.stash.StashGuard;
import dev.coord.git.stash.Stashes;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings home what an agent made: its own commits, and what it left over as one commit on top. */
public final class WorkCollector {

    private final Repository repository;
    private final Refs refs;
    private final FeatureBranches branches;
    private final WorkPin keeper;
    private final TakenBack takenBack;

    public WorkCollector(Repository repository, FeatureBranches branches, WorkPin keeper) {
        this.repository = repository;
        this.refs = new Refs(repository.git());
        this.branches = branches;
        this.keeper = keeper;
        this.takenBack = new TakenBack(repository.git());
    }

    public Collected collect(Workspace workspace, Feature feature) {
        return Quarantine.repeat(() -> Optional.of(collectOnce(workspace, feature)))
                .orElseThrow();
    }

    private Collected collectOnce(Workspace workspace, Feature feature) {
        keeper.forget(workspace);
        WorkTree tree = WorkTree.of(workspace, repository);
        tree.open();
        Optional<CommitId> tip = branches.tip(workspace);
        Optional<String> broken = whyUnusable(workspace, tree, tip);
        if (broken.isPresent() || tip.isEmpty()) {
            return unusable(workspace, feature, broken.orElse(gone(workspace)));
        }
        Inventory inventory = Inventory.of(tree.directory());
        Optional<String> waits = inventory.whyGitWaits();
        if (waits.isPresent()) {
            return unusable(workspace, feature, waits.get());
        }
        OwnLocks.clear(
                tree.administration().resolve("HEAD.lock"), repository.limit().staleLock());
        try (Quarantine quarantine = Quarantine.of(repository, tree);
                PrivateIndex index = index(workspace, tree, quarantine, tip.get())) {
            if (index.begun().filter(IndexListing::isUnmerged).isPresent()) {
                String what = tree.unfinished().orElse("a merge");
                return unusable(workspace, feature, "the agent left conflicts of " + what + " unresolved");
            }
            List<GitPath> nested = NestedRepositories.find(index, inventory, workspace.base());
            if (!nested.isEmpty()) {
                return unusable(
                        workspace,
                        feature,
                        "'" + nested.get(0)
                                + "' is a git repository of its own, or a submodule with changes, whose files"
                                + " cannot be part of the feature");
            }
            Collection<RepoPath> declared = WorkPin.declared(workspace, feature);
            Staging staging = new Staging(index);
            if (!index.hasAll(inventory)) {
                staging.addAll(List.of());
            }
            Provided provided = Provided.of(tree);
            Set<GitPath> nobodys = provided.notToLand(tree.directory());
            staging.addDeclared(declared, nobodys, inventory);
            List<String> untaken = Untaken.find(staging, index, inventory, declared, nobodys);
            Optional<String> taken = new StashGuard(repository).taken(index.git(), workspace, index.tree());
            if (taken.isPresent()) {
                return unusable(
                        workspace,
                        feature,
                        "its agent took a stash that was there before, " + taken.get()
                                + ", out of the list that all work trees share, and its work holds it");
            }
            Optional<String> provisions = new ProvidedTaken(index.git(), workspace)
                    .find(nobodys, provided.carried(), tip.get(), index.tree());
            if (provisions.isPresent()) {
                return unusable(workspace, feature, provisions.get());
            }
            if (!untaken.isEmpty()) {
                return unusable(
                        workspace, feature, "not all of its work can be committed: " + String.join("; ", untaken));
            }
            List<ConflictedFile> unresolved = workspace
                    .resumes()
                    .map(earlier -> ResumedWork.of(index.git(), workspace, earlier)
                            .unresolved(index.tree().value()))
                    .orElse(List.of());
            Collected.Work work = commit(workspace, tip.get(), quarantine, index);
            return unresolved.isEmpty() ? work : new Collected.Unresolved(work.tip(), unresolved);
        }
    }

    private PrivateIndex index(Workspace workspace, WorkTree tree, Quarantine quarantine, CommitId tip) {
        Git git = quarantine.guard(tree.git(repository));
        return tip.equals(workspace.base()) ? PrivateIndex.of(tree, git, tip) : PrivateIndex.compared(tree, git, tip);
    }

    private Collected.Work commit(Workspace workspace, CommitId tip, Quarantine quarantine, PrivateIndex index) {
        CommitId content = index.tree();
        List<CommitId> parents = new ArrayList<>(List.of(tip));
        workspace.resumes().filter(earlier -> !refs.isAncestor(earlier, tip)).ifPresent(parents::add);
        boolean isWhole =
                parents.size() == 1 && !tip.equals(workspace.base()) && content.equals(refs.tree(tip.value()));
        CommitId home = isWhole ? tip : Commits.make(index.git(), content, parents, WorkMessage.of(workspace));
        parents.add(workspace.base());
        List<Refs.Change> changes = new ArrayList<>(List.of(Refs.Change.set(Refs.tip(workspace), home)));
        if (!home.equals(tip)) {
            changes.add(Refs.Change.move(workspace.branch(), home, tip));
        }
        quarantine.publish(
                home,
                parents,
                List.of(),
                () -> new Refs(tree(workspace).git(repository)).change("coord: collect", changes));
        GitState state = GitState.of(repository, quarantine, tree(workspace));
        boolean isNothingStaged = GitState.isNothingStaged(repository, index, workspace.base(), home);
        if (state.leftovers(workspace.base(), home, content, isNothingStaged).isEmpty()) {
            keeper.note(tree(workspace), new Taken(home, index.listing().digest()));
            index.install(); // otherwise the agent's index is the only one that names what is staged
        }
        return new Collected.Work(
                home,
                changed(workspace.base(), home),
                takenBack.find(workspace.base(), home, workspace.feature()),
                stashes(workspace, state));
    }

    private List<String> stashes(Workspace workspace, GitState state) {
        return Stashes.of(repository.git(), workspace, state.commits()).stream()
                .map(Stashes.Stash::toString)
                .toList();
    }

    private WorkTree tree(Workspace workspace) {
        return WorkTree.at(workspace.directory(), repository.commonDirectory());
    }

    private List<String> changed(CommitId base, CommitId tip) {
        return ChangedPaths.between(repository.git(), base.value(), tip.value()).stream()
                .map(GitPath::text)
                .sorted()
                .toList();
    }

    private Collected.Unusable unusable(Workspace workspace, Feature feature, String reason) {
        return new Collected.Unusable(reason, keeper.pin(workspace, WorkPin.declared(workspace, feature)));
    }

    private Optional<String> whyUnusable(Workspace workspace, WorkTree tree, Optional<CommitId> tip) {
        Optional<String> displaced = tree.displaced(workspace);
        if (displaced.isPresent()) {
            return Optional.of("its work tree is not in its place any more: " + displaced.get());
        }
        if (!tree.exists() || !tree.registered()) {
            return Optional.of(
                    tree.exists()
                            ? "git knows nothing of its work tree " + workspace.directory() + " any more"
                            : "its work tree " + workspace.directory() + " is gone" + (tip.isEmpty() ? lost() : ""));
        }
        Optional<String> head = tree.branch(repository);
        Optional<String> unfinished = tree.unfinished();
        if (!head.equals(Optional.of(workspace.branch()))) {
            return Optional.of(unfinished
                    .map(what -> "the agent left " + what + " unfinished")
                    .orElse("the agent left " + shortened(workspace.branch()) + " for "
                            + head.map(WorkCollector::shortened).orElse("a detached head")));
        }
        if (tip.isEmpty()) {
            return Optional.of(gone(workspace));
        }
        Optional<CommitId> seen = HeadLog.otherThan(tip.get(), tree.administration());
        if (seen.isPresent()) {
            return Optional.of("something outside of its work tree moved the branch " + shortened(workspace.branch())
                    + " from " + seen.get().abbreviated() + " to " + tip.get().abbreviated()
                    + ", and its files know nothing of that");
        }
        if (!refs.isAncestor(workspace.base(), tip.get())) {
            return Optional.of(
                    "the branch " + shortened(workspace.branch()) + " was rewritten: it does not contain its base "
                            + workspace.base().abbreviated() + " any more");
        }
        return Optional.empty();
    }

    private String gone(Workspace workspace) {
        return "its branch " + shortened(workspace.branch()) + " is gone" + lost();
    }

    /** Without branch and work tree nothing names what was committed; git itself still has it for a while. */
    private String lost() {
        return "; what was committed there is in no branch, until git collects its garbage it can be found with: "
                + ShellText.git(repository.directory()) + " fsck --no-reflogs --lost-found";
    }

    private static String shortened(String branch) {
        return branch.startsWith("refs/heads/") ? branch.substring("refs/heads/".length()) : branch;
    }
}
