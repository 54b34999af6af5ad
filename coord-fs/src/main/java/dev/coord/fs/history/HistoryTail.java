package dev.coord.fs.history;

import dev.coord.core.json.history.HistoryJson;
import dev.coord.store.History.HistoryEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The end of a history's file.
 *
 * @param length the file's length in bytes
 * @param revision the revision of the last commit that is in it as a whole, 0 if there is none
 * @param torn whether a last line was begun and not ended
 */
record HistoryTail(long length, long revision, boolean torn) {

    private static final int PIECE = 4096; // a commit's last line is seldom longer

    /** Reads it, from the end on, as far as it takes to find a line that can be understood. */
    static HistoryTail of(FileChannel channel) throws IOException {
        long length = channel.size();
        for (long piece = Math.min(PIECE, length); ; piece = Math.min(4 * piece, length)) {
            String text = text(channel, length - piece, (int) piece);
            boolean torn = !text.isEmpty() && !text.endsWith("\n");
            Optional<HistoryEntry> last = last(text, piece == length);
            if (last.isPresent() || piece == length) {
                return new HistoryTail(length, last.map(HistoryTail::reached).orElse(0L), torn);
            }
        }
    }

    /** A commit that is not there as a whole reached no further than the one before. */
    private static long reached(HistoryEntry entry) {
        return entry.more() ? entry.since() : entry.revision();
    }

    private static Optional<HistoryEntry> last(String text, boolean fromTheBeginning) {
        int end = text.lastIndexOf('\n');
        while (end >= 0) {
            int begin = text.lastIndexOf('\n', end - 1) + 1;
            if (begin == 0 && !fromTheBeginning) {
                return Optional.empty();
            }
            Optional<HistoryEntry> entry = HistoryJson.read(text.substring(begin, end));
            if (entry.isPresent()) {
                return entry;
            }
            end = begin - 1;
        }
        return Optional.empty();
    }

    private static String text(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // goes on
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }
}
