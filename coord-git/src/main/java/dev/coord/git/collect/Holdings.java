package dev.coord.git.collect;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.RepoPath;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.Provided;
import dev.coord.git.repository.Quarantine;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.WorkTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one work tree holds, as far as git can take it, and what it holds beyond that. */
final class Holdings {

    private final Repository repository;
    private final Quarantine quarantine;
    private final WorkTree tree;
    private final CommitId head;
    private final Optional<Taken> taken;
    private final List<String> stays = new ArrayList<>();
    private final List<OnlyHere.Found> others = new ArrayList<>();
    private CommitId content;
    private List<CommitId> commits = List.of();
    private Optional<CommitId> leftovers = Optional.empty();
    private boolean failed;
    private boolean isNothingStaged;

    Holdings(Repository repository, Quarantine quarantine, WorkTree tree, CommitId head, Optional<Taken> taken) {
        this.taken = taken;
        this.repository = repository;
        this.quarantine = quarantine;
        this.tree = tree;
        this.head = head;
        this.content = new Refs(repository.git()).tree(head.value());
    }

    /** Looks at everything; whatever cannot be looked at stays. */
    void take(CommitId base, Collection<RepoPath> declared) {
        if (tree.exists()) {
            attempt(() -> takeFiles(base, declared));
        }
        attempt(() -> {
            GitState state = GitState.of(repository, quarantine, tree);
            commits = state.commits();
            leftovers = state.leftovers(base, head, content, isNothingStaged);
        });
    }

    void stays(String reason) {
        stays.add(reason);
    }

    /** Why the work tree must not be removed; empty if all it holds can be pinned. */
    String stays() {
        return String.join("; ", stays);
    }

    /** Whether something could not be looked at at all. */
    boolean hasFailed() {
        return failed;
    }

    CommitId head() {
        return head;
    }

    /** The files. */
    CommitId content() {
        return content;
    }

    /** Commits that git noted for this work tree. */
    List<CommitId> commits() {
        return commits;
    }

    /** Commits of repositories in the work tree, which the repository itself does not have. */
    List<CommitId> foreign() {
        return others.stream().flatMap(found -> found.commits().stream()).toList();
    }

    /** Where the objects of those lie. */
    List<Path> sources() {
        return others.stream().map(OnlyHere.Found::objects).toList();
    }

    /** What git noted of an unfinished operation, as files. */
    Optional<CommitId> leftovers() {
        return leftovers;
    }

    /** Whether the head already has all there is. */
    boolean isHead() {
        return leftovers.isEmpty()
                && foreign().isEmpty()
                && content.equals(new Refs(repository.git()).tree(head.value()));
    }

    private void takeFiles(CommitId base, Collection<RepoPath> announced) {
        Provided provided = Provided.of(tree);
        Collection<RepoPath> declared = provided.ready() ? announced : List.of();
        Set<GitPath> nobodys = provided.unchanged(tree.directory());
        Inventory inventory = Inventory.of(tree.directory());
        if (inventory.whyGitWaits().isPresent()) {
            stays.add(inventory.whyGitWaits().get());
            return;
        }
        if (taken.filter(all -> all.isAllIn(tree, tree.git(repository), inventory, head, announced))
                .isPresent()) {
            isNothingStaged = true;
            return;
        }
        Git git = quarantine.guard(tree.git(repository));
        try (PrivateIndex index = PrivateIndex.of(tree, git, head)) {
            Staging staging = new Staging(index);
            List<GitPath> nested = NestedRepositories.find(index, inventory, head);
            if (index.isComplete()) {
                staging.addAll(nested);
            } else {
                staging.addPresent(nested);
            }
            staging.addDeclared(declared, nobodys, inventory);
            new NestedContent(index, staging, tree).add(nested);
            content = index.tree();
            isNothingStaged = GitState.isNothingStaged(repository, index, base, head);
            stays.addAll(Untaken.find(staging, index, inventory, declared, nobodys));
            others.addAll(OnlyHere.find(tree, index.git(), inventory, base));
            others.forEach(found -> stays.add(found.reason()));
        }
    }

    private void attempt(Runnable look) {
        try {
            look.run();
        } catch (RepositoryFailed e) {
            failed = true;
            stays.add(FailureText.of(e));
        }
    }
}
