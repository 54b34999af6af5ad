package dev.coord.core.answer.field;

import dev.coord.core.json.FieldWriter;
import dev.coord.merge.Renumbered.Renaming;
import java.util.List;

/** A migration that has another number than its agent gave it. */
public final class RenumberedFields {

    private RenumberedFields() {}

    /** The files as {@code renumbered}; nothing where there is none. */
    public static void write(FieldWriter out, List<Renaming> files) {
        if (!files.isEmpty()) {
            out.objects("renumbered", files, RenumberedFields::write);
        }
    }

    /** Its path in the branch and in what was merged, the number that was taken, and the file that it comes after, with its features. */
    public static void write(FieldWriter out, Renaming file) {
        out.text("from", file.from())
                .text("to", file.to())
                .optionalText("number", file.number())
                .text("after", file.after())
                .texts("of", file.of());
    }
}
