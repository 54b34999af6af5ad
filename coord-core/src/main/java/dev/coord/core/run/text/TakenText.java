package dev.coord.core.run.text;

import dev.coord.SafeText;
import dev.coord.proof.Proof.TakenAway;
import dev.coord.proof.Proof.TakenLine;
import dev.coord.proof.Proof.Undone;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Shows what a feature's own commits take away of others and may not, for its agent in Markdown. Specification 6.2. */
final class TakenText {

    private static final String GONE =
            "Other features landed these lines, and your commits take them away, which they may not. Bring them back, each where it"
                    + " belongs by now, and make your feature work beside them. Where it cannot work as long as they are there, say why in"
                    + " what you print, and leave them: whoever runs coord decides whether they may go (`--deletions warn`, for files that"
                    + " this feature declares).";

    private static final String BACK =
            "Other features deleted these lines, and your commits bring them back, which they may not. Delete them again, and make your"
                    + " feature work without them.";

    private TakenText() {}

    static String of(List<TakenAway> taken) {
        List<String> parts = new ArrayList<>();
        add(parts, taken, Undone.ADDITION, "## Lines of others that you take away", GONE);
        add(parts, taken, Undone.DELETION, "## Lines that others deleted and you bring back", BACK);
        return String.join("\n\n", parts);
    }

    private static void add(List<String> parts, List<TakenAway> all, Undone what, String title, String how) {
        List<TakenAway> taken = all.stream().filter(one -> one.what() == what).toList();
        if (taken.isEmpty()) {
            return;
        }
        parts.add(title);
        parts.add(how);
        taken.forEach(one -> {
            parts.add("### " + SafeText.line(one.path()) + ", " + Wording.counted(one.lines(), "line") + " of feature "
                    + one.of());
            if (!one.first().isEmpty()) {
                parts.add((what == Undone.ADDITION ? "As the file was before your commits, " : "As you have it, ")
                        + numbers(one.first())
                        + (one.first().size() < one.lines()
                                ? ", the first " + one.first().size() + " of " + one.lines() + ":"
                                : ":"));
                parts.add(Fenced.text(one.first().stream().map(TakenLine::text).collect(Collectors.joining("\n")))
                        .stripTrailing());
            }
        });
    }

    /** Such as {@code lines 3 to 5 and 9}. */
    private static String numbers(List<TakenLine> lines) {
        List<String> ranges = new ArrayList<>();
        int first = lines.get(0).line();
        for (int i = 0; i < lines.size(); i++) {
            int last = lines.get(i).line();
            if (i + 1 == lines.size() || lines.get(i + 1).line() != last + 1) {
                ranges.add(first == last ? "" + first : first + " to " + last);
                first = i + 1 < lines.size() ? lines.get(i + 1).line() : first;
            }
        }
        String all = ranges.size() == 1
                ? ranges.get(0)
                : String.join(", ", ranges.subList(0, ranges.size() - 1)) + " and " + ranges.get(ranges.size() - 1);
        return (lines.size() == 1 ? "line " : "lines ") + all;
    }
}
