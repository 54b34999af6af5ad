package dev.coord.cli.radar;

import dev.coord.FeatureId;
import dev.coord.cli.text.Block;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Paint;
import dev.coord.cli.text.Painted;
import dev.coord.cli.text.Words;
import dev.coord.core.radar.RadarNews;
import dev.coord.core.radar.RadarText;
import dev.coord.radar.Encounter;
import dev.coord.radar.Encounter.Kind;
import dev.coord.radar.RadarPicture;
import java.util.stream.Collectors;

/** What would conflict, for people. */
public final class RadarPage {

    private static final int MOST_LINES = 30;
    private static final int INDENT = 6;

    private RadarPage() {}

    /**
     * All that was seen: each encounter with what both sides changed.
     *
     * @param target full name of the target
     */
    public static Page of(RadarPicture picture, String target, Paint paint) {
        Page page = new Page();
        for (Kind kind : Kind.values()) {
            picture.encounters().stream()
                    .filter(encounter -> encounter.kind() == kind)
                    .forEach(encounter -> add(page, encounter, target, paint));
        }
        long conflicts = picture.encounters().stream()
                .filter(encounter -> encounter.kind() == Kind.CONFLICT)
                .count();
        return page.line(
                conflicts == 0 ? "nothing conflicts" : Words.count(conflicts, "conflict"),
                " among ",
                Words.count(picture.seen().size(), "feature"),
                " and ",
                target);
    }

    /** What is new since another picture. */
    public static Page of(RadarNews news, String target, Paint paint) {
        Page page = new Page();
        news.gone()
                .forEach(encounter -> page.line(
                        paint.good("gone    "), "  ", encounter.feature(), " ", RadarText.gone(encounter, target)));
        news.come().forEach(encounter -> page.block(head(encounter, paint), line(encounter, target)));
        return page;
    }

    private static void add(Page page, Encounter encounter, String target, Paint paint) {
        page.block(head(encounter, paint), line(encounter, target));
        add(page, encounter.feature().value(), encounter.own());
        add(page, encounter.other().map(FeatureId::value).orElse(target), encounter.others());
    }

    private static Painted head(Encounter encounter, Paint paint) {
        return encounter.kind() == Kind.CONFLICT
                ? Painted.of(paint.bad("conflict"), "  ")
                : Painted.of(paint.notable("close   "), "  ");
    }

    private static Block line(Encounter encounter, String target) {
        return Block.text(encounter.feature() + " " + RadarText.line(encounter, target));
    }

    private static void add(Page page, String who, Encounter.Side side) {
        if (!side.diff().isEmpty()) {
            page.block(INDENT - 2, Block.of(Painted.of(who, ":")));
            page.block(INDENT, Block.text(beginning(side.diff())));
        }
    }

    private static String beginning(String diff) {
        long lines = diff.lines().count();
        return diff.lines().limit(MOST_LINES).collect(Collectors.joining("\n"))
                + (lines > MOST_LINES ? "\n... (" + (lines - MOST_LINES) + " more lines)" : "");
    }
}
