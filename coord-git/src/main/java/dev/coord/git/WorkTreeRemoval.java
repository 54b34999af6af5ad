package dev.coord.git;

import dev.coord.CoordinationException.RepositoryFailed;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Removes a work tree whose content is pinned. */
final class WorkTreeRemoval {

    private static final int TRIES = 100;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private WorkTreeRemoval() {}

    /**
     * Moves the directory aside before it is deleted: killed in between, a work tree of which half is gone would look as
     * if the agent had deleted the other half.
     */
    static void remove(GitRepository repository, Path directory) {
        WorkTree tree = WorkTree.at(directory, repository.commonDirectory());
        Path doomed = directory.resolveSibling("." + directory.getFileName() + ".removed");
        try {
            delete(doomed);
            if (Files.exists(directory)) {
                Files.move(directory, doomed, StandardCopyOption.ATOMIC_MOVE);
                delete(doomed);
            }
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot remove the work tree " + directory + ": " + e + "; its work is pinned, remove it by hand",
                    e);
        }
        if (tree.registered()) {
            Git git = repository.git();
            repository.alone(() -> git.run("worktree", "remove", "--force", "--force", Bytes.text(directory)));
        }
    }

    /** A git command of a killed coordinator may still be filling the work tree. */
    private static void delete(Path doomed) throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                DirectoryTree.delete(doomed);
                return;
            } catch (DirectoryNotEmptyException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        DirectoryTree.delete(doomed);
    }
}
