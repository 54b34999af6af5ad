package dev.coord.git.collect;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.HiddenChanges;
import dev.coord.git.repository.WorkTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An index of coord's own beside the agent's, so that staging needs no lock the agent may have left, and leaves the agent's
 * index alone until the work is committed.
 */
final class PrivateIndex implements AutoCloseable {

    private final Git git;
    private final Path file;
    private final Path agents;
    private Optional<IndexListing> begun = Optional.empty();
    private Optional<IndexListing> listing = Optional.empty();
    private Optional<CommitId> tree = Optional.empty();
    private Optional<String> whyNotCompared = Optional.empty();
    private String copied = "";

    private PrivateIndex(Git git, Path file, Path agents) {
        this.git = git;
        this.file = file;
        this.agents = agents;
    }

    /** Begins with the agent's index, or with {@code head} where that cannot be read. */
    static PrivateIndex of(WorkTree tree, Git workTree, CommitId head) {
        return of(tree, workTree, head, PrivateIndex::listed);
    }

    /** The same, which looks at each file at once: worth it where the agent may have committed all that there is. */
    static PrivateIndex compared(WorkTree tree, Git workTree, CommitId head) {
        return of(tree, workTree, head, PrivateIndex::compared);
    }

    private static PrivateIndex of(
            WorkTree tree, Git workTree, CommitId head, Function<PrivateIndex, GitAnswer> begin) {
        Path file = scratch(tree.administration());
        Git git = workTree.with(Map.of("GIT_INDEX_FILE", NativeText.text(file)));
        Path agents = tree.administration().resolve("index");
        PrivateIndex index = new PrivateIndex(git, file, agents);
        GitAnswer found = tree.registered() && index.copy() ? begin.apply(index) : new GitAnswer(1, "", "");
        if (found.succeeded()) {
            index.begun = Optional.of(IndexListing.of(found));
        } else {
            index.delete();
            git.run("read-tree", head.value());
        }
        HiddenChanges.show(git, found.succeeded() ? found : git.run(IndexListing.command()));
        return index;
    }

    private GitAnswer listed() {
        return git.ask(IndexListing.command());
    }

    private GitAnswer compared() {
        GitAnswer compared = git.ask(IndexListing.command("--modified", "--deleted"));
        listing = Optional.of(compared)
                .filter(GitAnswer::succeeded)
                .map(IndexListing::of)
                .filter(IndexListing::isClean);
        return compared.succeeded() ? compared : listed();
    }

    /** Whether it was found to have every file as it is, so that there is nothing to take. */
    boolean hasAll(Inventory inventory) {
        return inventory.closed().isEmpty()
                && inventory.repositories().isEmpty()
                && listing.filter(IndexListing::isClean)
                        .filter(all -> all.paths().containsAll(inventory.files()))
                        .isPresent();
    }

    /** What the agent's index had when this one was begun; nothing if there is none that can be read. */
    Optional<IndexListing> begun() {
        return begun;
    }

    /** Whether nobody has written to the agent's index since. */
    boolean isAsBegun() {
        return begun.isPresent() && copied.equals(state());
    }

    /** What it holds now, and which files were changed since they were taken into it. */
    IndexListing listing() {
        if (listing.isEmpty()) {
            GitAnswer compared = git.ask(IndexListing.command("--modified", "--deleted"));
            whyNotCompared = compared.succeeded() ? Optional.empty() : Optional.of(compared.error());
            listing = Optional.of(IndexListing.of(compared.succeeded() ? compared : git.run(IndexListing.command())));
        }
        return listing.get();
    }

    /** Why git did not tell which files were changed: a filter fails on one. */
    Optional<String> whyNotCompared() {
        return whyNotCompared;
    }

    /** Changes it. */
    GitAnswer change(byte[] input, List<String> command) {
        listing = Optional.empty();
        tree = Optional.empty();
        return git.ask(input, command);
    }

    Git git() {
        return git;
    }

    CommitId tree() {
        if (tree.isEmpty()) {
            tree = Optional.of(new CommitId(git.run("write-tree").line()));
        }
        return tree.get();
    }

    /** Whether the work tree has an index yet: git writes it when the last file is there. */
    boolean isComplete() {
        return Files.exists(agents);
    }

    /** Gives the agent's work tree this index, so that it shows as clean; any lock on it is of a process that has ended. */
    void install() {
        try {
            Files.deleteIfExists(agents.resolveSibling("index.lock"));
            Files.move(file, agents, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RepositoryFailed("cannot replace " + agents + ": " + FailureText.of(e) + "; make it writable", e);
        }
    }

    @Override
    public void close() {
        delete();
    }

    /** With its time of change: by that git knows which files it must not trust to be unchanged. */
    private boolean copy() {
        copied = state();
        try {
            Files.copy(agents, file, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            return false; // then the index is made from the head
        }
    }

    /** Git writes an index anew and never in place. */
    private String state() {
        try {
            BasicFileAttributes found = Files.readAttributes(agents, BasicFileAttributes.class);
            return found.fileKey() + " " + found.size() + " " + found.lastModifiedTime();
        } catch (IOException e) {
            return ""; // it is not there
        }
    }

    private static Path scratch(Path directory) {
        try {
            Path file = Files.createTempFile(directory, "coord-index", "");
            Files.delete(file); // git takes an empty file for a broken index
            return file;
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot write to " + directory + ": " + FailureText.of(e) + "; make it writable", e);
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".lock"));
        } catch (IOException e) {
            throw new RepositoryFailed("cannot delete " + file + ": " + FailureText.of(e) + "; make it writable", e);
        }
    }
}
