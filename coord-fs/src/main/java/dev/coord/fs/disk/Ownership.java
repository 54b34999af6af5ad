package dev.coord.fs.disk;

import dev.coord.CoordinationException.StoreFailed;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which files are this user's own. On a file system that knows no users and links of Unix every file is.
 *
 * @param uid the user, as this file system sees him; nothing where it does not know users
 */
public record Ownership(Optional<Integer> uid) {

    private static final int MOST_TRIES = 100;

    /** Asks the file system, by a file that is made for it and removed: the system's own answer may be mapped. */
    public static Ownership in(Path directory) throws IOException {
        if (!UnixFile.isKnown(directory)) {
            return new Ownership(Optional.empty());
        }
        try {
            for (int tries = 0; ; tries++) {
                Path probe = AtomicFile.temporary(directory);
                try {
                    return new Ownership(Optional.of(UnixFile.of(probe).uid()));
                } catch (NoSuchFileException e) { // whoever opens the store at the same time may have swept it away
                    if (tries == MOST_TRIES) {
                        throw e;
                    }
                } finally {
                    Files.deleteIfExists(probe);
                }
            }
        } catch (AccessDeniedException e) {
            throw new StoreFailed(
                    "cannot write in '" + directory + "', which belongs to " + UnixFile.owner(directory)
                            + "; nothing was changed; have it made writable for the user of this process, run coord as"
                            + " its owner, or name another directory with --dir or COORD_DIR",
                    e);
        }
    }

    /**
     * What speaks against a file.
     *
     * @return nothing if it is this user's and has one name only, or is missing; else the end of a sentence about it
     */
    public Optional<String> objection(Path file) throws IOException {
        if (uid.isEmpty()) {
            return Optional.empty();
        }
        try {
            UnixFile found = UnixFile.of(file);
            if (found.uid() != uid.get()) {
                return Optional.of(
                        "belongs to " + UnixFile.owner(file) + ", and this process runs as uid " + uid.get());
            }
            return found.names() <= 1 // none any more if it was replaced while it was looked at
                    ? Optional.empty()
                    : Optional.of("has another name: it is a hard link, one of " + found.names());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes sure that a file is regular, this user's, and has one name only, or is missing.
     *
     * @throws UnusableFile if not
     */
    public void require(Path file) throws IOException {
        if (SafeFile.regular(file).isPresent()) {
            Optional<String> objection = objection(file);
            if (objection.isPresent()) {
                throw new UnusableFile(file, objection.get());
            }
        }
    }

    /** The permissions that a file which replaces this one is to have; nothing where there is none of this user's. */
    Optional<Integer> permissions(Path file) throws IOException {
        if (uid.isEmpty()) {
            return Optional.empty();
        }
        try {
            UnixFile found = UnixFile.of(file);
            return found.isRegular() && found.uid() == uid.get() ? Optional.of(found.permissions()) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
