package dev.coord.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The lock that keeps processes apart: a file that is never deleted, replaced or opened by anything else. An operating
 * system's file lock belongs to the process and is dropped when any descriptor of the file is closed, or when a thread that
 * is inside the channel is interrupted: therefore one channel for each file in a JVM, used by one thread that nobody
 * interrupts.
 */
final class ProcessLock implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final @Nullable Object identity;

    ProcessLock(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        this.identity = identity(file);
    }

    /**
     * Waits until no other process holds the lock; the system hands it on in order of arrival.
     *
     * @throws IOException if somebody took the file away: a process that comes now would lock another one
     */
    FileLock acquire() throws IOException {
        FileLock held = channel.lock(0, 1, false);
        if (isInPlace()) {
            return held;
        }
        held.release();
        throw new IOException("'" + file + "' was removed or replaced while it was in use");
    }

    /** Whether the file is still the one that was opened. */
    boolean isInPlace() throws IOException {
        return Objects.equals(identity, identity(file));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable Object identity(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return "missing";
        }
    }
}
