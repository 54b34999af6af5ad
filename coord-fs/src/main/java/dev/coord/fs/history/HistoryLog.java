package dev.coord.fs.history;

import dev.coord.SafeText;
import dev.coord.core.history.Step;
import dev.coord.core.json.history.HistoryJson;
import dev.coord.core.spi.FailureText;
import dev.coord.fs.disk.Ownership;
import dev.coord.store.History.HistoryEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the history: after each commit what it did, in one write, never forced to the disk. It is a record for reports and
 * checkers and no part of the truth, so it fails no commit: what a killed process, a power cut or a full disk kept out of it
 * is marked as a gap by the next commit. Only for whoever holds the store's lock.
 */
public final class HistoryLog implements AutoCloseable {

    public static final long LARGEST = 8L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(HistoryLog.class);

    /** A file that is open cannot lose its identity to another one, so rotation by another process is seen. */
    private record Open(FileChannel channel, Object identity) {}

    private final HistoryFiles files;
    private final Ownership ours;
    private final long largest;
    private @Nullable Open open;
    private HistoryTail tail = new HistoryTail(-1, 0, false);
    private boolean failed;

    public HistoryLog(Path home, Ownership ours) {
        this(home, ours, LARGEST);
    }

    /** For tests: with another length at which a file is full. */
    public HistoryLog(Path home, long largest) {
        this(home, new Ownership(Optional.empty()), largest);
    }

    private HistoryLog(Path home, Ownership ours, long largest) {
        this.ours = ours;
        this.files = new HistoryFiles(home);
        this.largest = largest;
    }

    /** Writes what a commit did. */
    public void append(Step step) {
        attempt(() -> {
            List<HistoryEntry> entries = step.entries();
            if (!entries.isEmpty()) {
                write(step.before().revision(), entries, step.now());
            }
        });
    }

    /** Marks what is missing up to a revision, and ends a torn line. */
    public void mend(long revision, Instant now) {
        attempt(() -> write(revision, List.of(), now));
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.channel().close();
            open = null;
        }
    }

    private void write(long since, List<HistoryEntry> entries, Instant now) throws IOException {
        FileChannel channel = channel();
        if (channel.size() != tail.length()) {
            tail = HistoryTail.of(channel);
        }
        long known = tail.length() == 0 ? lastOfFullFile() : tail.revision();
        StringBuilder text = new StringBuilder(tail.torn() ? "\n" : "");
        if (tail.torn() || known != since) {
            text.append(HistoryJson.line(HistoryEntry.gap(known, since, now)));
        }
        entries.forEach(entry -> text.append(HistoryJson.line(entry)));
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes, tail.length() + bytes.position());
        }
        long revision = entries.isEmpty() ? since : entries.get(0).revision();
        tail = new HistoryTail(tail.length() + bytes.limit(), revision, false);
        if (tail.length() >= largest) {
            close();
            files.rotate();
        }
    }

    private FileChannel channel() throws IOException {
        Path file = files.latest();
        Optional<Object> there = HistoryFiles.identity(file);
        if (open != null && there.filter(open.identity()::equals).isPresent()) {
            return open.channel();
        }
        close();
        ours.require(file);
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        open = new Open(channel, HistoryFiles.identity(file).orElse("gone"));
        tail = HistoryTail.of(channel);
        return channel;
    }

    private long lastOfFullFile() throws IOException {
        Path file = files.full(1);
        if (HistoryFiles.identity(file).isEmpty()) {
            return 0;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return HistoryTail.of(channel).revision();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void attempt(Work work) {
        try {
            work.run();
            failed = false;
        } catch (IOException | RuntimeException e) { // the commit is there whatever becomes of its record
            tail = new HistoryTail(-1, 0, false);
            if (!failed) {
                failed = true; // once is enough: a commit follows a commit
                LOG.warn(
                        "cannot write '{}': {}; what happens is in force, and missing there until it can be written",
                        files.latest(),
                        SafeText.line(FailureText.of(e)));
            }
        }
    }
}
