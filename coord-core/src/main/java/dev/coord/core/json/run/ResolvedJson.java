package dev.coord.core.json.run;

import dev.coord.FeatureId;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.Resolved;
import dev.coord.merge.StructuredMerge.Change;
import dev.coord.merge.StructuredMerge.Side;
import dev.coord.merge.StructuredMerge.Taken;
import java.util.List;
import java.util.function.Function;

/** A file that git could not merge and that was merged all the same, within a snapshot. */
final class ResolvedJson {

    private static final Function<String, Change> CHANGE = JsonWords.constant(Change.class, JsonWords::of);

    private static final Function<String, Side> SIDE = JsonWords.constant(Side.class, JsonWords::of);

    private ResolvedJson() {}

    /** Writes nothing where there is none. */
    static void write(FieldWriter out, List<Resolved> resolved) {
        if (!resolved.isEmpty()) {
            out.objects("resolved", resolved, ResolvedJson::writeFile);
        }
    }

    /** Earlier builds wrote none. */
    static List<Resolved> read(FieldReader in) {
        return in.has("resolved") ? in.objects("resolved", ResolvedJson::readFile) : List.of();
    }

    private static void writeFile(FieldWriter out, Resolved file) {
        out.text("feature", file.feature())
                .text("path", file.path())
                .text("kind", file.kind())
                .objects("taken", file.taken(), ResolvedJson::writePart)
                .number("parts", file.parts());
    }

    private static Resolved readFile(FieldReader in) {
        return new Resolved(
                in.value("feature", FeatureId::new),
                in.text("path"),
                in.text("kind"),
                in.objects("taken", ResolvedJson::readPart),
                in.count("parts"));
    }

    private static void writePart(FieldWriter out, Taken part) {
        out.text("kind", part.kind())
                .text("what", part.what())
                .text("change", JsonWords.of(part.change()))
                .text("side", JsonWords.of(part.side()))
                .number("first", part.lines().first())
                .number("last", part.lines().last());
    }

    private static Taken readPart(FieldReader in) {
        return new Taken(
                in.text("kind"),
                in.text("what"),
                in.value("change", CHANGE),
                in.value("side", SIDE),
                new LineRange(in.count("first"), in.count("last")));
    }
}
