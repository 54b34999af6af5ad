package dev.coord.core.answer.directory;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.json.JsonText;
import dev.coord.core.json.history.HistoryJson;
import dev.coord.store.History.HistoryEntry;
import java.util.List;
import java.util.stream.Stream;

/** What happened. */
public final class HistoryAnswer {

    private static final String HISTORY = "history";

    private HistoryAnswer() {}

    /**
     * The history: {@code history}, whose entries are the lines of {@code history.jsonl}; see {@link HistoryJson}.
     *
     * @param entries what happened, oldest first
     * @return the answer
     */
    public static Answer of(List<HistoryEntry> entries) {
        List<HistoryEntry> all = List.copyOf(entries);
        return JsonAnswer.of(
                Format.HISTORY, out -> out.objects(HISTORY, all, HistoryJson::write), to -> write(all.stream(), to));
    }

    /**
     * One entry by itself, for whoever follows the history: a line of {@code history.jsonl}.
     *
     * @param entry what happened
     * @return the answer
     */
    public static Answer event(HistoryEntry entry) {
        return JsonAnswer.of(Format.HISTORY_EVENT, out -> HistoryJson.write(out, entry));
    }

    /**
     * Writes the same answer with no more than one entry in memory.
     *
     * @param entries what happened, oldest first
     * @param to where, such as a writer; stays open
     * @throws java.io.UncheckedIOException if it cannot be written there
     */
    public static void write(Stream<HistoryEntry> entries, Appendable to) {
        JsonText.lines(to, Format.HISTORY.id(), HISTORY, entries, HistoryJson::write);
    }
}
