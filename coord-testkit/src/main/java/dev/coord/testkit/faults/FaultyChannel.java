package dev.coord.testkit.faults;

import dev.coord.testkit.disk.Effect;
import dev.coord.testkit.disk.Node;
import dev.coord.testkit.faults.Operation.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A channel of a real file or directory, whose locks are real; what is outside the directory with faults has no node. */
final class FaultyChannel extends FileChannel {

    /** Removes a file whose channel is closed. */
    interface Deletion {
        void delete(Path file) throws IOException;
    }

    private static final int CHUNK = 8192;

    private final FileChannel real;
    private final Recorder recorder;
    private final Path path;
    private final @Nullable Node node;
    private final boolean appends;
    private final boolean isSynchronous;
    private final boolean deletes;
    private final Deletion deletion;
    private volatile boolean dead;

    FaultyChannel(
            FileChannel real,
            Recorder recorder,
            Path path,
            @Nullable Node node,
            Set<? extends OpenOption> options,
            Deletion deletion) {
        this.real = real;
        this.recorder = recorder;
        this.path = path;
        this.node = node;
        this.appends = options.contains(StandardOpenOption.APPEND);
        this.isSynchronous = options.contains(StandardOpenOption.SYNC) || options.contains(StandardOpenOption.DSYNC);
        this.deletes = options.contains(StandardOpenOption.DELETE_ON_CLOSE);
        this.deletion = deletion;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        synchronized (recorder) {
            recorder.requireAlive();
            return write(source, appends ? real.size() : real.position(), bytes -> {
                while (bytes.hasRemaining()) {
                    real.write(bytes);
                }
            });
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            written += sources[i].hasRemaining() ? write(sources[i]) : 0;
        }
        return written;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        synchronized (recorder) {
            recorder.requireAlive();
            return write(source, appends ? real.size() : position, bytes -> {
                long at = position;
                while (bytes.hasRemaining()) {
                    at += real.write(bytes, at);
                }
            });
        }
    }

    private int write(ByteBuffer source, long position, Recorder.Writing writing) throws IOException {
        int length = source.remaining();
        if (node == null) {
            writing.write(source);
            return length;
        }
        recorder.write(path, node, position, source, writing);
        if (isSynchronous) {
            recorder.forced(node);
        }
        return length;
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        long done = 0;
        while (done < count) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(CHUNK, count - done));
            if (source.read(bytes) <= 0) {
                break;
            }
            done += write(bytes.flip(), position + done);
        }
        return done;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        synchronized (recorder) {
            recorder.requireAlive();
            if (node == null || size >= real.size()) {
                real.truncate(size);
                return this;
            }
            Node file = node;
            recorder.perform(Kind.TRUNCATE, path, "", () -> {
                real.truncate(size);
                return new Effect.Resized(file, size);
            });
            return this;
        }
    }

    @Override
    public void force(boolean metaData) throws IOException {
        synchronized (recorder) {
            recorder.requireAlive();
            if (node == null) {
                real.force(metaData);
                return;
            }
            Node forced = node;
            recorder.force(path, forced, () -> {
                real.force(metaData);
                return new Effect.Forced(forced);
            });
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        recorder.requireAlive();
        return real.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        recorder.requireAlive();
        return real.read(targets, offset, length);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        recorder.requireAlive();
        return real.read(target, position);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        recorder.requireAlive();
        return real.transferTo(position, count, target);
    }

    @Override
    public long position() throws IOException {
        recorder.requireAlive();
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        recorder.requireAlive();
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        recorder.requireAlive();
        return real.size();
    }

    /** Refused where the mapping could be written, which nobody would see. */
    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        recorder.requireAlive();
        if (mode == MapMode.READ_WRITE) {
            throw new UnsupportedOperationException("writes to mapped memory go past the faults; use write()");
        }
        return real.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        recorder.requireAlive();
        return new FaultyLock(this, real.lock(position, size, shared));
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        recorder.requireAlive();
        FileLock lock = real.tryLock(position, size, shared);
        return lock == null ? null : new FaultyLock(this, lock);
    }

    /** The end of its process: the real file is closed, and nothing else happens. */
    void die() {
        dead = true;
        try {
            real.close();
        } catch (IOException e) {
            throw new AssertionError("cannot close '" + path + "'", e);
        }
    }

    @Override
    protected void implCloseChannel() throws IOException {
        recorder.closed(this);
        real.close();
        if (deletes && !dead) {
            deletion.delete(path);
        }
    }
}
