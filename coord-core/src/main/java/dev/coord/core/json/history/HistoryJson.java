package dev.coord.core.json.history;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.json.DocumentTree;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonText;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.History.HistoryEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A history's entries, each as one line of compact JSON in ASCII. What {@link #read} makes of what {@link #line} made is equal
 * to the entry. Safe for use by several threads.
 */
public final class HistoryJson {

    private HistoryJson() {}

    /**
     * Writes an entry.
     *
     * @param entry the entry
     * @return one line, with the line feed that ends it
     */
    public static String line(HistoryEntry entry) {
        byte[] line = JsonText.compact(out -> write(out, entry));
        return new String(line, StandardCharsets.US_ASCII) + "\n";
    }

    /**
     * Writes the fields of an entry.
     *
     * @param out takes them
     * @param entry the entry
     */
    public static void write(FieldWriter out, HistoryEntry entry) {
        out.number("revision", entry.revision()).number("since", entry.since()).text("at", entry.at());
        HistoryEventJson.write(out, entry.event());
        if (entry.more()) {
            out.flag("more", true);
        }
    }

    /**
     * Reads an entry. Fields that this version does not know are ignored.
     *
     * @param line a line, with or without its line feed
     * @return the entry; none if the line is torn, or tells of something that this version does not know
     */
    public static Optional<HistoryEntry> read(String line) {
        try {
            FieldReader in = FieldReader.of(DocumentTree.read(line.getBytes(StandardCharsets.UTF_8), null), null);
            HistoryEvent event = HistoryEventJson.read(in);
            return Optional.of(new HistoryEntry(
                    in.number("revision"),
                    in.number("since"),
                    in.value("at", Instant::parse),
                    in.has("more") && in.flag("more"),
                    event));
        } catch (IOException | StoreFailed e) {
            return Optional.empty();
        }
    }
}
