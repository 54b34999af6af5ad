package dev.coord.cli.rollback;

import dev.coord.cli.text.Page;
import dev.coord.cli.text.Paint;
import dev.coord.cli.text.Table;
import dev.coord.cli.text.Words;
import dev.coord.core.clean.CleanOutcome.Listed;
import dev.coord.core.clean.Cleaning.Reason;
import dev.coord.core.clean.Cleaning.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What coord keeps in a repository, for people. */
public final class CleanText {

    private CleanText() {}

    /**
     * Lists it.
     *
     * @param olderThan what was asked for
     */
    public static Page of(Listed listed, Optional<Duration> olderThan, Paint paint) {
        if (listed.refs().isEmpty()) {
            return Page.of("nothing is kept under refs/coord");
        }
        Table table = new Table();
        for (Verdict verdict : listed.refs()) {
            boolean goes = verdict.reason().goes();
            table.row(
                    goes ? paint.notable(listed.deleted() ? "removed" : "can go") : "stays",
                    verdict.ref().name(),
                    verdict.ref().commit().abbreviated(),
                    Words.time(verdict.ref().committedAt()),
                    why(verdict.reason(), listed.target()));
        }
        List<Verdict> going = listed.refs().stream()
                .filter(verdict -> verdict.reason().goes())
                .toList();
        Page page = new Page().table(table);
        String count = Words.count(going.size(), "ref") + " of " + listed.refs().size();
        if (listed.deleted()) {
            return page.line(count, " removed");
        }
        return page.line(
                count,
                going.isEmpty()
                        ? " can go"
                        : " can go: '" + command(olderThan) + " --delete' removes what is marked so");
    }

    /** What lets go what is shown here, as it is to be typed. */
    private static String command(Optional<Duration> olderThan) {
        return "coord clean"
                + olderThan.map(age -> " --older-than " + text(age)).orElse("");
    }

    private static String text(Duration age) {
        if (age.equals(Duration.ofDays(age.toDays()))) {
            return age.toDays() + "d";
        }
        return age.toNanosPart() == 0 ? age.toString().substring(2).toLowerCase(Locale.ROOT) : age.toString();
    }

    private static String why(Reason reason, String target) {
        return switch (reason) {
            case ON_TARGET -> "on " + target;
            case OLD -> "older than was said";
            case NEEDED -> "a run, or 'coord rollback', needs it";
            case ONLY_COPY -> "the only copy, unless another ref has it";
        };
    }
}
