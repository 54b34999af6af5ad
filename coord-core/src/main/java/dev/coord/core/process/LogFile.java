package dev.coord.core.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.spi.FailureText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that takes what processes print. */
public final class LogFile {

    private static final int TAIL = 8 * 1024;

    private final Path path;

    private LogFile(Path path) {
        this.path = path;
    }

    /**
     * Opens the file for more output, after a line that says whose it is.
     *
     * @param home a directory above its own; no link on the way from there is followed
     */
    public static LogFile append(Path home, Path path, String heading) {
        try {
            PlainFile.makeParents(home, path);
            PlainFile.requireRegular(path);
            Files.writeString(path, "=== " + heading + " ===\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new LogFile(path);
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot write to the log " + path + ": " + FailureText.of(e) + "; make it writable", e);
        }
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
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - from));
            channel.position(from);
            int read;
            do {
                read = channel.read(bytes);
            } while (read > 0);
            String text = new String(bytes.array(), 0, bytes.position(), UTF_8);
            return from > start ? "...\n" + text.substring(text.indexOf('\n') + 1) : text;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private RepositoryFailed unreadable(IOException cause) {
        return new RepositoryFailed(
                "cannot read the log " + path + ": " + FailureText.of(cause) + "; make it readable", cause);
    }
}
