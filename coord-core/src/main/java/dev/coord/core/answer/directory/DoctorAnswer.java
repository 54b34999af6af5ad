package dev.coord.core.answer.directory;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.json.FieldWriter;
import java.util.List;

/** What a store looks like to whoever examined it. */
public final class DoctorAnswer {

    private DoctorAnswer() {}

    /**
     * The examination: {@code healthy}, the {@code version} of coord, and {@code findings}, each with {@code check},
     * {@code level} ({@code ok}, {@code mended}, {@code warning} or {@code error}), {@code what} and {@code advice}.
     *
     * @param healthy whether nothing remains to be done
     * @param version the version of coord
     * @param findings what was found
     * @return the answer
     */
    public static Answer of(boolean healthy, String version, List<Found> findings) {
        List<Found> all = List.copyOf(findings);
        return JsonAnswer.of(
                Format.DOCTOR,
                out -> out.flag("healthy", healthy)
                        .text("version", version)
                        .objects("findings", all, DoctorAnswer::writeFound));
    }

    private static void writeFound(FieldWriter out, Found found) {
        out.text("check", found.check())
                .text("level", found.level())
                .text("what", found.what())
                .text("advice", found.advice());
    }

    /**
     * One finding.
     *
     * @param check what was looked at
     * @param level how bad it is, in a word
     * @param what what was found
     * @param advice what to do about it, or empty
     */
    public record Found(String check, String level, String what, String advice) {}
}
