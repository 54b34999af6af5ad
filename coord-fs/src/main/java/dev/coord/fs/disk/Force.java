package dev.coord.fs.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings to the disk what only the system's memory holds so far. After one of these failed, a later one that works proves
 * nothing: Linux takes for written what it could not write. What is to be safe has to be written again.
 */
public final class Force {

    private static final Logger LOG = LoggerFactory.getLogger(Force.class);

    private Force() {}

    /** A file's bytes, where there is the file. */
    public static void file(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            LOG.debug("there is no {} to force", file);
        }
    }

    /** A directory's entries: only then are files made, renamed or removed in it so for good. */
    public static void directory(@Nullable Path directory) throws IOException {
        if (directory == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            LOG.debug("cannot open {} to force it", directory, e); // Windows, and parents one may only pass through
        }
    }

    /**
     * Makes a directory and its parents where they are missing, each safe before the next: one whose child is there need not
     * be asked about, whoever died over making them.
     */
    public static void madeDirectory(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (!Files.isDirectory(directory)) {
            if (parent != null) {
                madeDirectory(parent);
            }
            try {
                Files.createDirectory(directory);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(directory)) {
                    throw e;
                }
            }
        }
        directory(parent);
    }
}
