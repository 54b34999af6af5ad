package dev.coord.core.json.run;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.merge.Renumbered;
import dev.coord.merge.Renumbered.Renaming;
import java.util.List;
import java.util.function.Function;

/** What was done to the migrations of a feature, within a snapshot. Earlier builds wrote none. */
final class RenumberedJson {

    private RenumberedJson() {}

    /** Writes nothing where there is none. */
    static void write(FieldWriter out, List<Renumbered> all) {
        if (!all.isEmpty()) {
            out.objects("renumbered", all, RenumberedJson::writeOne);
        }
    }

    static List<Renumbered> read(FieldReader in) {
        return in.has("renumbered") ? in.objects("renumbered", RenumberedJson::readOne) : List.of();
    }

    private static void writeOne(FieldWriter out, Renumbered one) {
        out.text("feature", one.feature())
                .text("tip", one.tip())
                .optionalText("commit", one.commit())
                .objects("renamings", one.renamings(), RenumberedJson::writeRenaming)
                .texts("notes", one.notes());
    }

    private static Renumbered readOne(FieldReader in) {
        return new Renumbered(
                in.value("feature", FeatureId::new),
                in.value("tip", CommitId::new),
                in.optionalValue("commit", CommitId::new),
                in.objects("renamings", RenumberedJson::readRenaming),
                in.values("notes", Function.identity()));
    }

    private static void writeRenaming(FieldWriter out, Renaming one) {
        out.text("from", one.from())
                .text("to", one.to())
                .optionalText("number", one.number())
                .text("after", one.after())
                .texts("of", one.of());
    }

    private static Renaming readRenaming(FieldReader in) {
        return new Renaming(
                in.text("from"),
                in.text("to"),
                in.optionalValue("number", Function.identity()),
                in.text("after"),
                in.values("of", FeatureId::new));
    }
}
