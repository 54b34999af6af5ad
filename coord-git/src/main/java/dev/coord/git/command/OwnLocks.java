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

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private OwnLocks() {}

    /** Removes the lock of a ref that a killed git command, of coord's or of an agent's, left behind. */
    static void clearRef(Git git, String ref) {
        clear(git.run("rev-parse", "--path-format=absolute", "--git-path", ref + ".lock")
                .path());
    }

    /** One that a living process has open is not left behind. */
    public static void clear(Path lock) {
        if (outlasts(lock) && OpenFiles.areKnown() && OpenFiles.holders(lock).isEmpty()) {
            delete(lock);
        }
    }

    /** Whether the same lock is there all the time. */
    private static boolean outlasts(Path lock) {
        Optional<FileTime> found = changed(lock);
        long start = System.nanoTime();
        while (found.isPresent() && System.nanoTime() - start < PATIENCE.toNanos()) {
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
