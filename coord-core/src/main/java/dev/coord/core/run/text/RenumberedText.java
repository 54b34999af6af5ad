package dev.coord.core.run.text;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.merge.Renumbered.Renaming;
import java.util.List;
import java.util.stream.Collectors;

/** How notices, reports and feedback tell that migrations have other numbers. */
public final class RenumberedText {

    private static final int MOST = 50;

    private RenumberedText() {}

    /** What a file is called now and why, such as {@code migrations/002_x.sql is 003_x.sql: 002 is P2's}. */
    public static String of(Renaming one) {
        String after = shortened(one.to(), one.after());
        String whose = one.of().isEmpty() ? "" : " of " + Wording.names(one.of());
        String text = one.isRenamed()
                ? one.from() + " is " + shortened(one.from(), one.to()) + ": "
                        + (one.comesBack()
                                ? "it landed as that before it was taken back"
                                : one.number()
                                        .map(number -> number + " is " + owner(one.of(), after))
                                        .orElse("it comes after " + after + whose))
                : one.from() + " goes on from " + after + whose;
        return SafeText.line(text);
    }

    private static String owner(List<FeatureId> of, String after) {
        return of.isEmpty()
                ? "that of " + after
                : of.stream().map(id -> id + "'s").collect(Collectors.joining(" and "));
    }

    /** A path without the directory that it shares with another one. */
    private static String shortened(String beside, String path) {
        int end = 0;
        for (int i = path.indexOf('/');
                i >= 0 && beside.startsWith(path.substring(0, i + 1));
                i = path.indexOf('/', i + 1)) {
            end = i + 1;
        }
        return path.substring(end);
    }

    /** For the agent whose work tree has the new names, in Markdown. */
    static String feedback(List<Renaming> renamings) {
        return "## Your migrations have other numbers\n\n"
                + "Other features landed, or are merged before yours. In this work tree your files have the numbers that they were"
                + " given last, and what names them follows. Go on with the new names; they get free numbers again when they are"
                + " merged.\n\n"
                + renamings.stream()
                        .limit(MOST)
                        .map(one -> "- " + of(one) + ".")
                        .collect(Collectors.joining("\n"))
                + (renamings.size() <= MOST ? "" : "\n- and " + Wording.counted(renamings.size() - MOST, "more file"));
    }
}
