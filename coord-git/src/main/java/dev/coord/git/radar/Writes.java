package dev.coord.git.radar;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether anybody wrote below a directory, as the system tells it: a hint that saves a look at every file. What was written in this very
 * instant, it may tell only when it is asked again; what it cannot tell, such as writing through a mapping, is found by looking anyway
 * from time to time. Where directories cannot be watched, somebody may always have written. For one thread.
 */
final class Writes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);

    /** A user has some thousand watches in all, and each directory takes one. */
    private static final int MOST_DIRECTORIES = 2_000;

    /** After so many times without a write it is looked anyway. */
    private static final int QUIET = 6;

    private final Path top;
    private final int most;
    private @Nullable WatchService service;
    private int directories;
    private int quiet;

    /** Begins to watch; the first look has to follow. */
    Writes(Path top) {
        this(top, QUIET);
    }

    /** The same with another number of times without a write. */
    Writes(Path top, int most) {
        this.top = top;
        this.most = most;
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return; // elsewhere Java looks at every directory itself, again and again
        }
        try {
            service = top.getFileSystem().newWatchService();
            watch(top);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /** Whether somebody may have written since this was asked last. */
    boolean any() {
        WatchService watching = service;
        if (watching == null) {
            return true;
        }
        boolean any = ++quiet > most;
        try {
            for (WatchKey key = watching.poll(); key != null; key = watching.poll()) {
                for (WatchEvent<?> event : key.pollEvents()) {
                    any = true;
                    follow(key, event);
                }
                key.reset();
            }
        } catch (IOException | ClosedWatchServiceException e) {
            giveUp(e);
            return true;
        }
        quiet = any ? 0 : quiet;
        return any;
    }

    /** A new directory is watched before it is looked into, so that nothing in it is missed. */
    private void follow(WatchKey key, WatchEvent<?> event) throws IOException {
        if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
            watch(top);
        } else if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE
                && key.watchable() instanceof Path directory
                && event.context() instanceof Path name) {
            watch(directory.resolve(name));
        }
    }

    private void watch(Path root) throws IOException {
        WatchService watching = service;
        if (watching == null || !Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (directory.endsWith(".git")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (++directories > MOST_DIRECTORIES) {
                    throw new IOException("more than " + MOST_DIRECTORIES + " directories");
                }
                directory.register(
                        watching,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE; // it is gone, or closed to everybody
            }
        });
    }

    private void giveUp(Exception why) {
        LOG.debug("{} is not watched", top, why);
        close();
    }

    @Override
    public void close() {
        WatchService watching = service;
        service = null;
        if (watching != null) {
            try {
                watching.close();
            } catch (IOException e) {
                LOG.debug("the watch of {} did not close", top, e);
            }
        }
    }
}
