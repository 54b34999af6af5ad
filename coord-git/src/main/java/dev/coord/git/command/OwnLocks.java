package dev.coord.git.command;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.process.OpenFiles;
import dev.coord.core.spi.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Lock files on coord's own refs and work trees. Git holds such a lock for milliseconds. */
public final class OwnLocks {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private OwnLocks() {}

    /** Removes the lock of a ref that a killed git command, of coord's or of an agent's, left behind. */
    public static void clearRef(Git git, String ref) {
        clear(
                git.run("rev-parse", "--path-format=absolute", "--git-path", ref + ".lock")
                        .path(),
                git.limit().staleLock());
    }

    /**
     * Removes a lock that was left behind; one that a living process has open was not.
     *
     * @param lock the lock
     * @param patience how long it has to be there
     */
    public static void clear(Path lock, Duration patience) {
        if (outlasts(lock, patience)
                && OpenFiles.areKnown()
                && OpenFiles.holders(lock).isEmpty()) {
            delete(lock);
        }
    }

    /** Whether the same lock is there all the time. */
    private static boolean outlasts(Path lock, Duration patience) {
        Optional<FileTime> found = changed(lock);
        long start = System.nanoTime();
        while (found.isPresent() && System.nanoTime() - start < patience.toNanos()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            if (!changed(lock).equals(found)) {
                return false;
            }
        }
        return found.isPresent();
    }

    private static void delete(Path lock) {
        try {
            Files.deleteIfExists(lock);
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot remove the stale lock " + lock + ": " + FailureText.of(e) + "; remove it by hand", e);
        }
    }

    private static Optional<FileTime> changed(Path lock) {
        try {
            return Optional.of(Files.getLastModifiedTime(lock));
        } catch (IOException e) {
            return Optional.empty(); // it is gone
        }
    }
}
