package dev.coord.testkit.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lines of a history that are there once they are accepted, whoever kills the process then. Safe from many threads; for one
 * process, whose last line may be torn.
 */
public final class HistoryFile implements Consumer<String>, AutoCloseable {

    private final FileChannel channel;

    private HistoryFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens a file for appending.
     *
     * @param file made if it is missing
     * @return the file
     * @throws IOException if it cannot be written
     */
    public static HistoryFile append(Path file) throws IOException {
        return new HistoryFile(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /**
     * Reads whole lines.
     *
     * @param file one that was written here; a missing one has none
     * @return its lines, without one that was not finished
     * @throws IOException if it cannot be read
     */
    public static List<String> lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(Files.readString(file).split("\n", -1)));
        lines.remove(lines.size() - 1);
        return lines;
    }

    @Override
    public void accept(String line) {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            synchronized (this) {
                channel.write(bytes); // one write for one line: who is killed leaves it whole, or as the last one
            }
            if (bytes.hasRemaining()) {
                throw new IOException("a line was written in part; make room on the disk");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
