package dev.coord.git;

import dev.coord.CoordinationException.BadInput;
import dev.coord.git.command.GitLimit;
import dev.coord.git.object.ListedFile;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A repository of the user's, with a work tree. Immutable; safe from many threads. Whatever works on one repository at the
 * same time has to share one object of this class.
 */
public final class GitRepository {

    private final Repository repository;

    private GitRepository(Repository repository) {
        this.repository = repository;
    }

    /**
     * Finds the repository a directory belongs to. Changes nothing.
     *
     * @param start a directory in a work tree, relative or absolute
     * @return the repository
     * @throws BadInput if there is no such directory, it is in no work tree of a git repository, the repository has only a
     *     part of its history or objects, or git is missing or older than 2.38
     */
    public static GitRepository open(Path start) {
        return open(start, GitLimit.USUAL);
    }

    /**
     * Finds the repository a directory belongs to. Changes nothing.
     *
     * @param start a directory in a work tree, relative or absolute
     * @param limit how long a git command may take that merges, or reads or writes files: with it the user's merge drivers
     *     and filters. Less than 10 s counts as 10 s. A command that only asks has 30 s
     * @return the repository
     * @throws BadInput as {@link #open(Path)}
     */
    public static GitRepository open(Path start, Duration limit) {
        return open(start, new GitLimit(limit));
    }

    static GitRepository open(Path start, GitLimit limit) {
        return new GitRepository(Repository.open(start, limit));
    }

    /**
     * The top of the work tree.
     *
     * @return an absolute path
     */
    public Path directory() {
        return repository.directory();
    }

    /**
     * The directory that all work trees of the repository share, {@code .git} in most.
     *
     * @return an absolute path
     */
    public Path commonDirectory() {
        return repository.commonDirectory();
    }

    /**
     * The branch that is checked out in the work tree, also one without a commit yet.
     *
     * @return its full name; none if the head is detached
     */
    public Optional<String> checkedOutBranch() {
        return repository.checkedOutBranch();
    }

    /**
     * Where work trees are made: beside the repository, never in a work tree and never inside {@code .git}, since tools
     * climb to the parent directory and skip what lies in {@code .git}.
     *
     * @return an absolute path, which need not exist
     */
    public Path workspaces() {
        return repository.workspaces();
    }

    /**
     * The files of a branch.
     *
     * @param branch its full name
     * @return their paths; none where there is no such branch
     */
    public SortedSet<String> files(String branch) {
        return new Refs(repository.git())
                .commit(branch)
                .map(commit -> new TreeSet<>(
                        ListedFile.all(repository.git(), commit.value()).keySet()))
                .orElseGet(TreeSet::new);
    }

    Repository internal() {
        return repository;
    }
}
