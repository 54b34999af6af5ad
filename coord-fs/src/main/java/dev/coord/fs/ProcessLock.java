package dev.coord.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The lock that keeps processes apart: a file that is never deleted, replaced or opened by anything else. An operating
 * system's file lock belongs to the process and is dropped when any descriptor of the file is closed, or when a thread that
 * is inside the channel is interrupted: therefore one channel for each file in a JVM, used by one thread that nobody
 * interrupts.
 */
final class ProcessLock implements AutoCloseable {

    private final FileChannel channel;

    ProcessLock(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Waits until no other process holds the lock; the system hands it on in order of arrival. */
    FileLock acquire() throws IOException {
        return channel.lock(0, 1, false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
