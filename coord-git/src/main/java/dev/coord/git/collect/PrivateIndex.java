package dev.coord.git.collect;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.HiddenChanges;
import dev.coord.git.repository.WorkTree;
import dev.coord.merge.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * An index of coord's own beside the agent's, so that staging needs no lock the agent may have left, and leaves the agent's
 * index alone until the work is committed.
 */
final class PrivateIndex implements AutoCloseable {

    private final Git git;
    private final Path file;
    private final Path agents;

    private PrivateIndex(Git git, Path file, Path agents) {
        this.git = git;
        this.file = file;
        this.agents = agents;
    }

    /** Begins with the agent's index, or with {@code head} where that cannot be read. */
    static PrivateIndex of(WorkTree tree, Git workTree, CommitId head) {
        Path file = scratch(tree.administration());
        Git git = workTree.with(Map.of("GIT_INDEX_FILE", NativeText.text(file)));
        Path agents = tree.administration().resolve("index");
        PrivateIndex index = new PrivateIndex(git, file, agents);
        boolean copied = tree.registered() && index.copy();
        if (!copied || !git.ask("ls-files", "--unmerged", "-z").succeeded()) {
            index.delete();
            git.run("read-tree", head.value());
        }
        HiddenChanges.show(git);
        return index;
    }

    Git git() {
        return git;
    }

    CommitId tree() {
        return new CommitId(git.run("write-tree").line());
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
        try {
            Files.copy(agents, file, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            return false; // then the index is made from the head
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
