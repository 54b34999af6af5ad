package dev.coord.fs.disk;

import dev.coord.CoordinationException.StoreFailed;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the directory that only coord uses, and makes sure that it is nobody else's: it may lie in one that everybody may
 * write, like {@code /tmp}, where others can be there first.
 */
public final class ControlDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(ControlDirectory.class);

    private static final int FOR_OTHERS_TO_WRITE = 0022;
    private static final int FOR_OTHERS = 0077;
    private static final int FOR_THE_OWNER = 0700;

    private ControlDirectory() {}

    /**
     * Makes the directory unless it is there, and checks it.
     *
     * @throws StoreFailed if it is not a directory, or others own it or can write in it
     */
    public static void prepare(Path directory, Ownership ours) throws IOException {
        try {
            Files.createDirectory(directory, Permissions.ofDirectory(directory));
            return;
        } catch (FileAlreadyExistsException e) {
            LOG.trace("{} is there", directory);
        }
        BasicFileAttributes found =
                Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isDirectory()) {
            throw refused(directory, "is " + (found.isRegularFile() ? "a file" : SafeFile.kind(found)), "move it away");
        }
        if (ours.uid().isPresent()) {
            check(directory, ours);
        }
    }

    private static void check(Path directory, Ownership ours) throws IOException {
        UnixFile unix = UnixFile.of(directory);
        if (unix.uid() != ours.uid().get()) {
            throw refused(
                    directory,
                    "belongs to " + UnixFile.owner(directory) + ", and this process runs as uid "
                            + ours.uid().get(),
                    "run coord as its owner");
        }
        if ((unix.permissions() & FOR_OTHERS_TO_WRITE) != 0) {
            throw refused(
                    directory,
                    "can be written by other users (mode " + Integer.toOctalString(unix.permissions()) + ")",
                    "look at what is in it and, if that is yours, do 'chmod 700'");
        }
        if ((unix.permissions() & FOR_OTHERS) != 0) {
            UnixFile.setPermissions(directory, FOR_THE_OWNER);
        }
    }

    private static StoreFailed refused(Path directory, String what, String mend) {
        return new StoreFailed("cannot keep private files in '" + directory + "': it " + what
                + "; nothing was changed; " + mend + ", or name another directory with --dir or COORD_DIR");
    }
}
