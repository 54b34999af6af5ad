package dev.coord.core.answer.field;

import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.Resolved;
import dev.coord.merge.StructuredMerge.Taken;
import java.util.List;

/** A file that git could not merge and that was merged all the same. */
public final class ResolvedFields {

    private ResolvedFields() {}

    /** The files as {@code resolved}; nothing where there is none. */
    public static void write(FieldWriter out, List<Resolved> files) {
        if (!files.isEmpty()) {
            out.objects("resolved", files, ResolvedFields::write);
        }
    }

    /** Its path, how it was understood, how many parts were in conflict, and of the first of them what came from where. */
    public static void write(FieldWriter out, Resolved file) {
        out.text("file_path", file.path())
                .text("kind", file.kind())
                .number("parts", file.parts())
                .objects("taken", file.taken(), ResolvedFields::writePart);
    }

    private static void writePart(FieldWriter out, Taken part) {
        out.text("kind", part.kind())
                .text("what", part.what())
                .text("change", JsonWords.of(part.change()))
                .text("from", JsonWords.of(part.side()))
                .object("lines", part.lines(), ResolvedFields::writeLines);
    }

    private static void writeLines(FieldWriter out, LineRange lines) {
        out.number("first", lines.first()).number("last", lines.last());
    }
}
