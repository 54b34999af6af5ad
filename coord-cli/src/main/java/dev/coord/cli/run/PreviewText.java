package dev.coord.cli.run;

import dev.coord.FeatureId;
import dev.coord.cli.text.Block;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Paint;
import dev.coord.cli.text.Words;
import dev.coord.core.answer.run.NoticeText;
import dev.coord.core.answer.run.ResolvedText;
import dev.coord.core.integrate.IntegrationPreview;
import dev.coord.core.integrate.IntegrationPreview.LeftOut;
import dev.coord.core.integrate.IntegrationPreview.PlannedWave;
import dev.coord.core.run.text.RenumberedText;
import java.util.List;
import java.util.stream.Collectors;

/** What an integration would do, for people. */
public final class PreviewText {

    private PreviewText() {}

    public static Page of(IntegrationPreview preview, Paint paint) {
        long lands =
                preview.waves().stream().mapToLong(wave -> wave.lands().size()).sum();
        Page page = Page.of(
                preview.leftOut().isEmpty() ? paint.good("dry run") : paint.bad("dry run"),
                ": " + Words.count(lands, "feature") + " would land on " + preview.target() + ", "
                        + preview.leftOut().size() + " would not, "
                        + preview.landed().size() + " landed before");
        for (PlannedWave wave : preview.waves()) {
            page.block(
                    4,
                    Block.text("wave " + wave.number() + ": " + names(wave.features()) + left(wave))
                            .behind("  "));
        }
        preview.reasons().forEach(reason -> page.block(4, Block.text(reason).behind("  ")));
        preview.resolved()
                .forEach(file -> page.block(
                        4,
                        Block.text(file.feature() + ": " + ResolvedText.of(file))
                                .behind("  ")));
        preview.renumbered()
                .forEach(file -> page.block(
                        4,
                        Block.text(file.feature() + ": " + RenumberedText.of(file.renaming()))
                                .behind("  ")));
        preview.warnings()
                .forEach(warning -> page.block(
                        4,
                        Block.text("warning: "
                                        + warning.about().map(id -> id + ": ").orElse("")
                                        + NoticeText.of(warning).text())
                                .behind("  ")));
        preview.structuredOff()
                .ifPresent(off -> page.block(
                        4,
                        Block.text("with --structured off " + without(preview, off))
                                .behind("  ")));
        return page.line("  nothing was changed");
    }

    private static String without(IntegrationPreview preview, List<LeftOut> off) {
        List<FeatureId> more = off.stream()
                .map(LeftOut::feature)
                .filter(id -> preview.leftOut().stream()
                        .noneMatch(left -> left.feature().equals(id)))
                .toList();
        return more.isEmpty() ? "the same would land" : names(more) + " would not land";
    }

    private static String left(PlannedWave wave) {
        if (wave.lands().equals(wave.features())) {
            return "";
        }
        return wave.lands().isEmpty() ? "; nothing of it would land" : "; " + names(wave.lands()) + " would land";
    }

    private static String names(List<FeatureId> features) {
        return features.stream().map(FeatureId::value).collect(Collectors.joining(", "));
    }
}
