package dev.coord.fs.history;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.protocol.ConflictText;
import dev.coord.core.spi.FailureText;
import dev.coord.fs.disk.AtomicFile;
import dev.coord.fs.disk.Content;
import dev.coord.fs.disk.Force;
import dev.coord.fs.disk.Ownership;
import dev.coord.fs.disk.SafeFile;
import dev.coord.fs.disk.UnusableFile;
import dev.coord.fs.document.StoredDocument.LogState;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of the conflict log. Specification, "Conflict Log". */
public final class ConflictLog {

    private static final Logger LOG = LoggerFactory.getLogger(ConflictLog.class);

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> WRITE = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    /** Others may append without end; coord looks for its latest entries this far beyond their place. */
    private static final int FARTHEST = 16 << 20;

    private final Path file;
    private final Ownership ours;
    private LogState safe = new LogState(0, ""); // what is on the disk, as far as this process saw to it
    private boolean failed;

    public ConflictLog(Path file, Ownership ours) {
        this.file = file;
        this.ours = ours;
    }

    /**
     * How long it is, 0 where there is none.
     *
     * @throws UnusableFile if it cannot be appended to without writing into what is somebody else's
     */
    public long length() throws IOException {
        ours.require(file);
        return SafeFile.regular(file).map(BasicFileAttributes::size).orElse(0L);
    }

    /**
     * Appends the latest entries unless they are there: whoever died may have written them not at all, or in part. What
     * others appended stays, and what others took away stays away. Entries are safe before those after them are told of
     * in the document, which then forgets them.
     */
    public void repair(LogState state, Durability durability) throws IOException {
        byte[] tail = state.tail().getBytes(StandardCharsets.UTF_8);
        if (tail.length == 0 || length() < state.length()) {
            return;
        }
        byte[] there = from(state.length(), tail.length + FARTHEST);
        if (indexOf(there, tail) < 0) {
            complete(state.length(), there, tail);
        } else if (state.equals(safe)) {
            return;
        }
        if (durability == Durability.POWER_LOSS) {
            save();
            safe = state;
        }
    }

    private void complete(long length, byte[] there, byte[] tail) throws IOException {
        boolean torn = there.length <= tail.length;
        boolean holed = false;
        for (int i = 0; torn && i < there.length; i++) {
            torn = there[i] == tail[i] || there[i] == 0; // a power cut leaves zeros in front of what reached the disk
            holed |= there[i] == 0;
        }
        if (torn && holed) {
            write(WRITE, length, tail);
        } else {
            write(APPEND, 0, torn ? Arrays.copyOfRange(tail, there.length, tail.length) : tail);
        }
    }

    private void save() throws IOException {
        if (failed) { // nothing else makes pages dirty again that were lost
            Content content = Content.of(file);
            if (!AtomicFile.replace(file, content, content, ours, Durability.POWER_LOSS)) {
                throw new IOException("'" + file + "' is being written by somebody else");
            }
        }
        failed = true;
        Force.file(file);
        Force.directory(file.getParent());
        failed = false;
    }

    /** Its entries. Of lines that are none it is told, lest they are taken for entries that are shown. */
    public List<ConflictEntry> read() {
        try {
            byte[] bytes = SafeFile.read(file, SafeFile.LARGEST);
            ConflictText.Reading reading = ConflictText.read(bytes == null ? new byte[0] : bytes);
            reading.others().ifPresent(others -> LOG.warn("in '{}' {}; they are not shown", file, others));
            return reading.entries();
        } catch (IOException e) {
            throw new StoreFailed(
                    "cannot read the conflict log: " + FailureText.of(e) + "; move it away, and coord begins a new one",
                    e);
        }
    }

    private byte[] from(long position, int most) throws IOException {
        if (SafeFile.regular(file).isEmpty()) {
            return new byte[0];
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file, READ).position(position)) {
            return Channels.newInputStream(channel).readNBytes(most);
        }
    }

    private void write(Set<OpenOption> how, long position, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, how)) {
            ours.require(file);
            channel.position(position);
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    private static int indexOf(byte[] text, byte[] part) {
        for (int at = 0; at + part.length <= text.length; at++) {
            if (Arrays.equals(text, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }
}
