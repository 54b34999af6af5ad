package dev.coord.core.answer.directory;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.state.ConflictEntry;
import java.util.List;

/** The conflict log. Specification 5.2. */
public final class ConflictsAnswer {

    private ConflictsAnswer() {}

    /**
     * The log: {@code conflicts}, each with {@code timestamp}, {@code type}, {@code severity}, {@code features}, what they
     * contend for ({@code files}, {@code tables}, {@code resources} or {@code prerequisites}) and the {@code resolution}.
     *
     * @param entries the log, oldest first
     * @return the answer
     */
    public static Answer of(List<ConflictEntry> entries) {
        List<ConflictEntry> all = List.copyOf(entries);
        return JsonAnswer.of(Format.CONFLICTS, out -> out.objects("conflicts", all, ConflictsAnswer::writeEntry));
    }

    private static void writeEntry(FieldWriter out, ConflictEntry entry) {
        out.time("timestamp", entry.at())
                .text("type", entry.type().jsonName())
                .text("severity", JsonWords.of(entry.type().severity()))
                .textLines("features", entry.features())
                .textLines(entry.type().subjectsField(), entry.subjects())
                .text("resolution", entry.resolution());
    }
}
