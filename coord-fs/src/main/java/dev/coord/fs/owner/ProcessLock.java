package dev.coord.fs.owner;

import dev.coord.ProcessId;
import dev.coord.fs.disk.Content;
import dev.coord.fs.disk.Permissions;
import dev.coord.fs.disk.SafeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock that keeps processes apart: a file that is never deleted, replaced or opened by anything else. An operating
 * system's file lock belongs to the process and is dropped when any descriptor of the file is closed, or when a thread that
 * is inside the channel is interrupted: therefore one channel for each file in a JVM, used by one thread that nobody
 * interrupts.
 *
 * <p>The first byte is the lock. How far the locked bytes reach behind it says since when it is held, which costs nothing and
 * is read by {@link StoreHolder}. Far behind that every process that has the store open holds a byte of its own, whose place
 * follows from its identity: the system frees it the moment the process is gone, whoever killed it and in whichever
 * container it ran.
 */
public final class ProcessLock implements AutoCloseable {

    /** Seconds since the epoch reach further after some thirty thousand years. */
    private static final long FIRST_SESSION = 1L << 40;

    private static final long SESSIONS = 1L << 40;

    private final Path file;
    private final FileChannel channel;
    private final @Nullable Object identity;
    private @Nullable ProcessId self;
    private volatile boolean awaited;
    private boolean held;
    private boolean closed;

    /** The lock while it is held; given back once. */
    public final class Held implements AutoCloseable {

        private final FileLock first;
        private final @Nullable FileLock reach;

        private Held(FileLock first, @Nullable FileLock reach) {
            this.first = first;
            this.reach = reach;
        }

        /** The reach goes first: whoever is granted the lock after that takes it anew. */
        @Override
        public void close() throws IOException {
            try {
                if (reach != null) {
                    reach.release();
                }
            } finally {
                first.release();
                setHeld(false);
            }
        }
    }

    public ProcessLock(Path file) throws IOException {
        this.file = file;
        this.channel = open(file);
        try {
            this.identity = identity(file);
        } catch (IOException e) {
            channel.close(); // left to the garbage collector it would drop the locks of whoever opens the file next
            throw e;
        }
    }

    /**
     * Waits until no other process holds the lock; the system hands it on in order of arrival.
     *
     * @throws IOException if somebody took the file away: a process that comes now would lock another one
     */
    public Held acquire() throws IOException {
        Held taken = take();
        setHeld(true);
        if (isInPlace()) {
            return taken;
        }
        taken.close();
        throw new IOException("'" + file + "' was removed or replaced while it was in use");
    }

    private Held take() throws IOException {
        FileLock free = channel.tryLock(0, 1 + reach(), false);
        if (free != null) {
            return new Held(free, null);
        }
        FileLock first = waitFor(0);
        return new Held(first, channel.tryLock(1, reach(), false));
    }

    private FileLock waitFor(long place) throws IOException {
        awaited = true;
        try {
            return channel.lock(place, 1, false);
        } finally {
            awaited = false;
        }
    }

    private static long reach() {
        return Math.max(1, Instant.now().getEpochSecond());
    }

    /** Since when a lock is held whose last byte is this one. */
    static Optional<Instant> since(String end) {
        return end.matches("[1-9][0-9]{0,11}")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(end)))
                : Optional.empty();
    }

    /** Whether another process has what this one waits for. Safe from any thread. */
    public boolean isAwaited() {
        return awaited;
    }

    public Path file() {
        return file;
    }

    private synchronized void setHeld(boolean now) throws IOException {
        if (now && closed) {
            throw new IOException("'" + file + "' was closed while it was waited for");
        }
        held = now;
    }

    /** Ends a wait for the lock, and all use of it; not while it is held. Safe from any thread. */
    public synchronized void abandon() throws IOException {
        if (!held) {
            closed = true;
            channel.close();
        }
    }

    /** Takes this process's own byte, until the lock is closed; a second call does nothing. */
    public void beginSession(ProcessId self) throws IOException {
        if (this.self == null) {
            FileLock unused =
                    waitFor(place(self)); // others hold it for the instant of a probe, unless they lock the whole file
            this.self = self;
        }
    }

    /** Whether a process has the store open; true also for the instant somebody else asks for one that has not. */
    public boolean isInSession(ProcessId process) throws IOException {
        if (process.equals(self)) {
            return true;
        }
        try (FileLock probe = channel.tryLock(place(process), 1, false)) {
            return probe == null;
        } catch (OverlappingFileLockException e) {
            return true; // it is this process
        }
    }

    /** Whether the file is still the one that was opened. */
    public boolean isInPlace() throws IOException {
        return Objects.equals(identity, identity(file));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            Files.createFile(file, Permissions.ofFile(file)); // unlike an open that may create, it follows no link
        } catch (FileAlreadyExistsException e) {
            SafeFile.regular(file);
        }
        return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static long place(ProcessId process) {
        Instant start = process.startedAt();
        String name = process.host() + '/' + process.pid() + '/' + start.getEpochSecond() + '.' + start.getNano();
        return FIRST_SESSION
                + Math.floorMod(
                        Content.of(name.getBytes(StandardCharsets.UTF_8)).sums(), SESSIONS);
    }

    private static @Nullable Object identity(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return "missing";
        }
    }
}
