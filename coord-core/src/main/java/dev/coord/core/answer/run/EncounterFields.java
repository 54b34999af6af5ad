package dev.coord.core.answer.run;

import dev.coord.core.json.FieldWriter;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.radar.Encounter;

/** Two works that meet in a file, as a part of an answer. */
final class EncounterFields {

    private EncounterFields() {}

    /** The other feature unless it is the target, the file, and the lines on both sides. */
    static void write(FieldWriter out, Encounter encounter) {
        out.optionalText("with", encounter.other())
                .text("file_path", encounter.path())
                .objects("lines", encounter.own().lines(), EncounterFields::write)
                .objects("their_lines", encounter.others().lines(), EncounterFields::write);
    }

    /** The same with the feature itself, and what each side changed. */
    static void writeWhole(FieldWriter out, Encounter encounter) {
        out.text("feature_id", encounter.feature());
        write(out, encounter);
        out.text("diff", encounter.own().diff())
                .text("their_diff", encounter.others().diff());
    }

    private static void write(FieldWriter out, LineRange lines) {
        out.number("first", lines.first()).number("last", lines.last());
    }
}
