package dev.coord.bench.part;

import dev.coord.bench.contender.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The writing of a journal in front of a snapshot: records appended to a preallocated file; full, it begins anew. */
final class RedoJournal implements AutoCloseable {

    static final int RECORD = 450;

    private static final int CAPACITY = 4 << 20;

    private final FileChannel channel;
    private final Path snapshot;
    private final byte[] content;
    private long position;

    /** A journal in front of a file with a content, which is written whenever the journal is full. */
    RedoJournal(Path snapshot, byte[] content) throws IOException {
        this.snapshot = snapshot;
        this.content = content;
        channel = FileChannel.open(
                snapshot.resolveSibling("journal"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        write(ByteBuffer.wrap(DurableFiles.filled(CAPACITY)), 0);
        channel.force(true);
    }

    /** Appends that many records and waits until they are on the disk. */
    void append(int updates) throws IOException {
        ByteBuffer records = ByteBuffer.wrap(DurableFiles.filled(updates * RECORD));
        if (position + records.remaining() > CAPACITY) {
            DurableFiles.replace(snapshot, content, DurableFiles.Forced.FILE_AND_DIRECTORY);
            position = 0;
        }
        position += write(records, position);
        channel.force(false);
    }

    private int write(ByteBuffer bytes, long start) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes, start + bytes.position());
        }
        return bytes.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
