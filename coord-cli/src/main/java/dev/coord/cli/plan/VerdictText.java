package dev.coord.cli.plan;

import dev.coord.FeatureId;
import dev.coord.cli.text.Block;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Paint;
import dev.coord.cli.text.Painted;
import dev.coord.cli.text.Table;
import dev.coord.core.conflict.SharedMigrations;
import dev.coord.plan.Conflict;
import dev.coord.plan.Independence;
import dev.coord.plan.Independence.Criterion;
import dev.coord.plan.Independence.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The answer to "can these two run together" for people. */
public final class VerdictText {

    private VerdictText() {}

    public static Page of(Independence independence, Paint paint) {
        Page page = Page.of("Can ", independence.first(), " and ", independence.second(), " run at the same time?");
        Table table = new Table();
        for (Criterion criterion : independence.criteria()) {
            table.row(
                    Painted.of("  ", criterion.holds() ? paint.good("✓") : paint.bad("✗")),
                    criterion.question().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    criterion.evidence());
        }
        page.table(table).line("  → ", paint.strong(verdict(independence.verdict())));
        if (independence.verdict() instanceof Verdict.Serialize serialize) {
            serialize.conflicts().stream()
                    .flatMap(conflict -> conflict.subjects().stream()
                            .flatMap(
                                    subject -> SharedMigrations.hint(
                                            conflict.type(), subject, List.of(conflict.first(), conflict.second()))
                                            .stream()))
                    .limit(1)
                    .forEach(hint -> page.block(2, Block.text("hint: " + hint).behind("  ")));
        }
        return page;
    }

    static String verdict(Verdict verdict) {
        if (verdict instanceof Verdict.Parallel) {
            return "parallel";
        }
        if (verdict instanceof Verdict.ParallelAfter after) {
            return "after " + joined(after.prerequisites(), ", ") + ", then parallel";
        }
        if (verdict instanceof Verdict.Serialize serialize) {
            return "serialize, because of "
                    + serialize.conflicts().stream().map(VerdictText::reason).collect(Collectors.joining("; "));
        }
        if (verdict instanceof Verdict.Ordered ordered) {
            return "ordered: " + joined(ordered.path(), ", then ");
        }
        throw new AssertionError(verdict);
    }

    private static String reason(Conflict conflict) {
        return conflict.type().jsonName() + " on " + String.join(", ", conflict.subjects());
    }

    private static String joined(List<FeatureId> features, String separator) {
        return features.stream().map(FeatureId::value).collect(Collectors.joining(separator));
    }
}
