package dev.coord.cli.plan;

import dev.coord.cli.text.Block;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Paint;
import dev.coord.cli.text.Table;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Explanation;
import dev.coord.plan.Explanation.Cause;
import dev.coord.plan.Explanation.Contention;
import java.util.List;

/** Why a feature stands in its wave, for people. */
public final class WhyText {

    private WhyText() {}

    public static Page of(Explanation why, Paint paint) {
        Page page = Page.of(paint.strong(why.feature() + " stands in wave " + why.wave()), ".");
        if (why.causes().isEmpty()) {
            return page.line("Nothing keeps it: it begins at once.");
        }
        page.block("", Block.of("It comes after " + reason(why.causes().get(0)) + "."))
                .line();
        page.line(paint.strong("How it comes there")).table(chain(why)).line();
        page.line(
                paint.strong("To run in wave " + (why.wave() - 1)),
                paint.faint(why.causes().size() > 1 ? "  all of this" : ""));
        for (Cause cause : why.causes()) {
            page.block("  ", Block.of(mend(cause)));
        }
        if (why.dependenciesAlone() < why.wave()) {
            page.line().line("By its dependencies alone it could stand in wave ", why.dependenciesAlone(), ".");
        }
        return page;
    }

    private static Table chain(Explanation why) {
        List<Cause> chain = why.chain();
        Table table = new Table();
        table.row("  wave 0", chain.get(0).earlier().value(), "");
        for (int link = 0; link < chain.size(); link++) {
            table.row("  wave " + (link + 1), chain.get(link).later().value(), "after " + reason(chain.get(link)));
        }
        return table;
    }

    private static String reason(Cause cause) {
        if (cause instanceof Contention contention) {
            String does = contention.type() == ConflictType.SCHEMA_CONFLICT ? "change " : "write ";
            return cause.earlier() + ": both " + does + String.join(", ", contention.subjects());
        }
        return cause.earlier() + ", which it is blocked by";
    }

    private static String mend(Cause cause) {
        if (cause instanceof Contention contention) {
            boolean tables = contention.type() == ConflictType.SCHEMA_CONFLICT;
            return "split " + String.join(", ", contention.subjects()) + ", so that " + cause.later() + " and "
                    + cause.earlier() + (tables ? " change different tables" : " write different files")
                    + ", or leave it out of one of the two";
        }
        return "drop the dependency of " + cause.later() + " on " + cause.earlier() + ", or let " + cause.earlier()
                + " run earlier";
    }
}
