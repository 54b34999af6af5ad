package dev.coord.core.json;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Missing;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import dev.coord.proof.IntegrityFinding.Weight;
import dev.coord.proof.Proof.Culprit;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LineCount;
import dev.coord.proof.Proof.LostLine;
import dev.coord.proof.Proof.Replaced;
import dev.coord.proof.Proof.Side;
import dev.coord.proof.Proof.TakenAway;
import dev.coord.proof.Proof.TakenLine;
import dev.coord.proof.Proof.Undone;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What was found of a feature on the candidate, in answers and in what is kept. Lists of which nothing was found are left out. */
public final class ProofJson {

    private static final Function<String, Side> SIDE = JsonWords.constant(Side.class, JsonWords::of);

    private static final Function<String, Undone> UNDONE = JsonWords.constant(Undone.class, JsonWords::of);

    private static final Function<String, Weight> WEIGHT = JsonWords.constant(Weight.class, JsonWords::of);

    /** What is not told by whether it stops. */
    private static final Set<Weight> EXTRA = EnumSet.of(Weight.UNKNOWN, Weight.NOTE);

    private ProofJson() {}

    /**
     * Writes all but the name of the feature.
     *
     * @param out takes the fields
     * @param proof what was found
     */
    public static void write(FieldWriter out, FeatureProof proof) {
        out.object("lines", proof.lines(), ProofJson::writeCount);
        writeAny(out, "lost", proof.lost(), ProofJson::writeLost);
        writeAny(out, "one_sided", proof.oneSided(), ProofJson::writeLost);
        writeAny(out, "taken_away", proof.takenAway(), ProofJson::writeTakenAway);
        writeAny(out, "audit", proof.audit(), FindingJson::write);
        writeAny(out, "integrity", proof.integrity(), ProofJson::writeIntegrity);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param in has the fields
     * @param feature whose it is
     * @return what was found
     */
    public static FeatureProof read(FieldReader in, FeatureId feature) {
        return new FeatureProof(
                feature,
                in.object("lines", ProofJson::readCount),
                readAny(in, "lost", ProofJson::readLost),
                readAny(in, "one_sided", ProofJson::readLost),
                readAny(in, "taken_away", ProofJson::readTakenAway),
                readAny(in, "audit", FindingJson::read),
                readAny(in, "integrity", one -> readIntegrity(one, feature)));
    }

    /**
     * Writes what is wrong in a file, all but the name of the feature.
     *
     * @param out takes the fields
     * @param finding what
     */
    public static void writeIntegrity(FieldWriter out, IntegrityFinding finding) {
        out.text("check", finding.check())
                .text("path", finding.path())
                .number("line", finding.line())
                .text("message", finding.message())
                .text("remedy", finding.remedy())
                .flag("stops", finding.stops())
                .optionalText(
                        "weight",
                        Optional.of(finding.weight()).filter(EXTRA::contains).map(JsonWords::of))
                .optionalObject("schema_conflict", finding.conflict(), ProofJson::writeConflict)
                .optionalObject("missing", finding.missing(), ProofJson::writeMissing);
    }

    private static void writeConflict(FieldWriter out, SchemaConflict conflict) {
        out.optionalText("with", conflict.with()).texts("objects", conflict.objects());
    }

    private static void writeMissing(FieldWriter out, Missing missing) {
        out.texts("places", missing.places()).texts("by", missing.by()).texts("after", missing.after());
    }

    private static Missing readMissing(FieldReader in) {
        return new Missing(
                in.values("places", Function.identity()),
                in.values("by", FeatureId::new),
                in.values("after", FeatureId::new));
    }

    private static SchemaConflict readConflict(FieldReader in) {
        return new SchemaConflict(in.optionalValue("with", FeatureId::new), in.values("objects", Function.identity()));
    }

    /**
     * Reads what {@link #writeIntegrity} wrote.
     *
     * @param in has the fields
     * @param feature whose work it is
     * @return what is wrong
     */
    public static IntegrityFinding readIntegrity(FieldReader in, FeatureId feature) {
        return new IntegrityFinding(
                feature,
                in.text("check"),
                in.text("path"),
                in.count("line"),
                in.text("message"),
                in.text("remedy"),
                in.optionalValue("weight", WEIGHT).orElse(in.flag("stops") ? Weight.STOPS : Weight.TOLD),
                in.optionalObject("schema_conflict", ProofJson::readConflict),
                in.optionalObject("missing", ProofJson::readMissing));
    }

    private static void writeCount(FieldWriter out, LineCount count) {
        out.number("added", count.added()).number("present", count.present()).number("moved", count.moved());
        writeAny(out, "replaced", count.replaced(), ProofJson::writeReplaced);
    }

    private static LineCount readCount(FieldReader in) {
        return new LineCount(
                in.count("added"),
                in.count("present"),
                in.count("moved"),
                readAny(in, "replaced", ProofJson::readReplaced));
    }

    private static void writeReplaced(FieldWriter out, Replaced replaced) {
        out.text("by", replaced.by()).text("path", replaced.path()).number("lines", replaced.lines());
    }

    private static Replaced readReplaced(FieldReader in) {
        return new Replaced(in.value("by", FeatureId::new), in.text("path"), in.count("lines"));
    }

    /**
     * Writes a line that is gone.
     *
     * @param out takes the fields
     * @param lost the line
     */
    public static void writeLost(FieldWriter out, LostLine lost) {
        out.text("path", lost.path())
                .number("line", lost.line())
                .text("text", lost.text())
                .text("side", JsonWords.of(lost.side()))
                .optionalText("merge_commit", lost.by().commit())
                .text("dropped_by", lost.by().name());
        writeUndone(out, lost.what());
    }

    /**
     * Reads what {@link #writeLost} wrote.
     *
     * @param in has the fields
     * @return the line
     */
    public static LostLine readLost(FieldReader in) {
        return new LostLine(
                in.text("path"),
                in.count("line"),
                in.text("text"),
                in.value("side", SIDE),
                new Culprit(in.optionalValue("merge_commit", CommitId::new), in.text("dropped_by")),
                readUndone(in));
    }

    /**
     * Writes what was taken away of another feature.
     *
     * @param out takes the fields
     * @param taken what
     */
    public static void writeTakenAway(FieldWriter out, TakenAway taken) {
        out.text("path", taken.path()).text("of", taken.of()).number("lines", taken.lines());
        writeUndone(out, taken.what());
        if (!taken.first().isEmpty()) {
            out.objects("first", taken.first(), ProofJson::writeTakenLine);
        }
    }

    private static void writeTakenLine(FieldWriter out, TakenLine line) {
        out.number("line", line.line()).text("text", line.text());
    }

    /**
     * Reads what {@link #writeTakenAway} wrote.
     *
     * @param in has the fields
     * @return what was taken away
     */
    public static TakenAway readTakenAway(FieldReader in) {
        return new TakenAway(
                in.text("path"),
                in.value("of", FeatureId::new),
                in.count("lines"),
                readUndone(in),
                in.has("first")
                        ? in.objects("first", one -> new TakenLine(one.count("line"), one.text("text")))
                        : List.of());
    }

    /** What is told most often was all that there was once. */
    private static void writeUndone(FieldWriter out, Undone what) {
        if (what != Undone.ADDITION) {
            out.text("undone", JsonWords.of(what));
        }
    }

    private static Undone readUndone(FieldReader in) {
        return in.has("undone") ? in.value("undone", UNDONE) : Undone.ADDITION;
    }

    private static <T> void writeAny(FieldWriter out, String field, List<T> values, BiConsumer<FieldWriter, T> form) {
        if (!values.isEmpty()) {
            out.objects(field, values, form);
        }
    }

    private static <T> List<T> readAny(FieldReader in, String field, Function<FieldReader, T> form) {
        return in.has(field) ? in.objects(field, form) : List.of();
    }
}
