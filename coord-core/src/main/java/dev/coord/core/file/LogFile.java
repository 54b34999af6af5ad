package dev.coord.core.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.spi.FailureText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A file that takes what processes print. */
public final class LogFile {

    private static final int TAIL = 8 * 1024;

    private final Path path;

    private LogFile(Path path) {
        this.path = path;
    }

    /**
     * Opens the file for more output, after a line that says whose it is. A link, a pipe or a device in its place is removed: an
     * agent may have left it there, and nothing of coord's is in it.
     *
     * @param home a directory above its own; no link on the way from there is followed
     */
    public static LogFile append(Path home, Path path, String heading) {
        try {
            PlainFile.makeParents(home, path);
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        LogFile log = new LogFile(path);
        log.note(heading);
        return log;
    }

    /** Adds a line of coord's own. */
    public void note(String text) {
        try {
            PlainFile.requireRegular(path);
            Files.writeString(
                    path,
                    "=== " + text + " ===\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static RepositoryFailed unwritable(Path path, IOException cause) {
        return new RepositoryFailed(
                "cannot write to the log " + path + ": " + FailureText.of(cause)
                        + "; remove what is in its way, or make it writable",
                cause);
    }

    public Path path() {
        return path;
    }

    public ProcessBuilder.Redirect redirect() {
        return ProcessBuilder.Redirect.appendTo(path.toFile());
    }

    public long size() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** What was written from a place on; only the end of it where it is long. */
    public String since(long start) {
        try {
            PlainFile.requireRegular(path);
        } catch (IOException e) {
            throw unreadable(e);
        }
        try (SeekableByteChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long from = Math.max(start, channel.size() - TAIL);
            String text = read(channel, from);
            return from > start ? "...\n" + text.substring(text.indexOf('\n') + 1) : text;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** What was written from a place on; none where it is longer. */
    public Optional<String> whole(long start, int longest) {
        try {
            PlainFile.requireRegular(path);
        } catch (IOException e) {
            throw unreadable(e);
        }
        try (SeekableByteChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return channel.size() - start > longest ? Optional.empty() : Optional.of(read(channel, start));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static String read(SeekableByteChannel channel, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - from));
        channel.position(from);
        int read;
        do {
            read = channel.read(bytes);
        } while (read > 0);
        return new String(bytes.array(), 0, bytes.position(), UTF_8);
    }

    private RepositoryFailed unreadable(IOException cause) {
        return new RepositoryFailed(
                "cannot read the log " + path + ": " + FailureText.of(cause) + "; make it readable", cause);
    }
}
