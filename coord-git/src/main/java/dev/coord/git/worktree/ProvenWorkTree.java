package dev.coord.git.worktree;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.file.PlainFile;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.WorkTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A work tree that was just made, proven to be the one that git works on there. Where {@code extensions.worktreeConfig} is
 * on, {@code core.worktree} and {@code core.bare} of the repository count in every linked work tree, and send git, the
 * agent's too, to another directory.
 */
public final class ProvenWorkTree {

    /** Without this, whatever its letters, git takes no place of a work tree from the settings of the repository. */
    private static final String EXTENSION = "worktreeconfig";

    private final Repository repository;
    private volatile String proven = EXTENSION;

    public ProvenWorkTree(Repository repository) {
        this.repository = repository;
    }

    /** Git on it; nothing was changed in any work tree before. Once one was proven, the next is under the same settings. */
    public Git git(Path directory) {
        WorkTree tree = WorkTree.at(directory, repository.commonDirectory());
        String settings = settings();
        if (tree.registered() && settings.equals(proven)) {
            return tree.git(repository);
        }
        prove(tree, directory);
        if (!settings.toLowerCase(Locale.ROOT).contains(EXTENSION)) {
            proven = settings;
        }
        return tree.git(repository);
    }

    private void prove(WorkTree tree, Path directory) {
        boolean isItself = tree.registered() && isItself(directory);
        if (tree.registered() && !isItself) {
            Git own = repository.gitAt(tree.administration(), directory);
            if (own.ask("config", "--bool", "extensions.worktreeConfig").line().equals("true")) {
                own.run("config", "--worktree", "core.bare", "false");
                own.run("config", "--worktree", "core.worktree", NativeText.text(directory));
                isItself = isItself(directory);
            }
        }
        if (!isItself) {
            GitAnswer top = top(directory);
            throw new RepositoryFailed("cannot work in the new work tree " + directory + ": git takes "
                    + (top.succeeded() ? "'" + top.line() + "'" : "nothing (" + top.error() + ")")
                    + " for it; see 'git config --show-origin --get-all core.worktree' there, set that right and"
                    + " run again; nothing was changed in either");
        }
    }

    private String settings() {
        try {
            return NativeText.text(PlainFile.read(repository.commonDirectory().resolve("config")));
        } catch (IOException e) {
            return EXTENSION; // nothing is known of them
        }
    }

    /** As the agent's git will see it. */
    private static boolean isItself(Path directory) {
        GitAnswer top = top(directory);
        try {
            return top.succeeded() && top.path().toRealPath().equals(directory.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static GitAnswer top(Path directory) {
        return new Git(directory).ask("rev-parse", "--show-toplevel");
    }
}
