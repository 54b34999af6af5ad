package dev.coord.core.answer.run;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.answer.field.RenumberedFields;
import dev.coord.core.answer.field.ResolvedFields;
import dev.coord.core.integrate.IntegrationPreview;
import dev.coord.core.integrate.IntegrationPreview.LeftOut;
import dev.coord.core.integrate.IntegrationPreview.PlannedWave;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.run.event.FeatureNotice.FileRenumbered;
import dev.coord.core.run.event.RunNotice;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.Resolved;
import java.util.List;

/** What an integration would do. Specification 6. */
public final class PreviewAnswer {

    private PreviewAnswer() {}

    /**
     * The answer: {@code result} ({@code all_would_land}, {@code some_would_not_land} or {@code nothing_to_do}), the {@code target},
     * what has {@code landed}, the {@code waves}, each with its number, its {@code features} and which of them {@code lands}, and
     * {@code left_out}, each with {@code feature_id}, and where it does not merge the {@code reason} and the {@code files}, each with
     * its {@code path}, {@code lines} and the features it meets there, {@code with}. {@code resolved} are the files that git could
     * not merge and that would be merged all the same, {@code renumbered} the migrations
     * that would get other numbers, {@code warnings} what people would be told, each with {@code text} and, where it is about one, the
     * {@code feature_id}, {@code structured_off} what would be {@code left_out} without structured merges.
     *
     * @param preview what would happen
     * @return the answer
     */
    public static Answer of(IntegrationPreview preview) {
        return JsonAnswer.of(
                Format.INTEGRATION_PREVIEW,
                out -> out.text("result", result(preview))
                        .text("target", preview.target())
                        .texts("landed", preview.landed())
                        .objects("waves", preview.waves(), PreviewAnswer::writeWave)
                        .objects("left_out", preview.leftOut(), PreviewAnswer::writeLeftOut)
                        .objects("resolved", preview.resolved(), PreviewAnswer::writeResolved)
                        .objects("renumbered", preview.renumbered(), PreviewAnswer::writeRenumbered)
                        .objects("warnings", preview.warnings(), PreviewAnswer::writeWarning)
                        .optionalObject("structured_off", preview.structuredOff(), PreviewAnswer::writeOff));
    }

    private static String result(IntegrationPreview preview) {
        if (!preview.leftOut().isEmpty()) {
            return "some_would_not_land";
        }
        return preview.waves().isEmpty() ? "nothing_to_do" : "all_would_land";
    }

    private static void writeWave(FieldWriter out, PlannedWave wave) {
        out.number("wave", wave.number()).texts("features", wave.features()).texts("lands", wave.lands());
    }

    private static void writeLeftOut(FieldWriter out, LeftOut left) {
        out.text("feature_id", left.feature());
        if (!left.reason().isEmpty()) {
            out.text("reason", left.reason()).objects("files", left.files(), PreviewAnswer::writeFile);
        }
    }

    private static void writeResolved(FieldWriter out, Resolved file) {
        out.text("feature_id", file.feature());
        ResolvedFields.write(out, file);
    }

    private static void writeRenumbered(FieldWriter out, FileRenumbered file) {
        out.text("feature_id", file.feature());
        RenumberedFields.write(out, file.renaming());
    }

    private static void writeWarning(FieldWriter out, RunNotice warning) {
        warning.about().ifPresent(feature -> out.text("feature_id", feature));
        out.text("text", NoticeText.of(warning).text());
    }

    private static void writeOff(FieldWriter out, List<LeftOut> leftOut) {
        out.objects("left_out", leftOut, PreviewAnswer::writeLeftOut);
    }

    private static void writeFile(FieldWriter out, ConflictedFile file) {
        out.text("path", file.path())
                .objects("lines", file.lines(), PreviewAnswer::writeLines)
                .texts("with", file.with());
    }

    private static void writeLines(FieldWriter out, LineRange lines) {
        out.number("first", lines.first()).number("last", lines.last());
    }
}
