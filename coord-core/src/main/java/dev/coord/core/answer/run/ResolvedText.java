package dev.coord.core.answer.run;

import dev.coord.core.json.JsonWords;
import dev.coord.merge.Resolved;
import dev.coord.merge.StructuredMerge.Side;
import dev.coord.merge.StructuredMerge.Taken;
import java.util.stream.Collectors;

/** A file that git could not merge and that was merged all the same, for people, on one line. */
public final class ResolvedText {

    private static final int SHOWN = 5;

    private ResolvedText() {}

    /**
     * Puts it into words.
     *
     * @param file the file
     * @return how it was merged, and the first of what came from where
     */
    public static String of(Resolved file) {
        String path = "'" + file.path() + "'";
        if (!file.isStructured()) {
            return path + " conflicts, and the command for it made it anew";
        }
        String shown =
                file.taken().stream().limit(SHOWN).map(ResolvedText::part).collect(Collectors.joining(", "));
        int more = file.parts() - Math.min(SHOWN, file.taken().size());
        return path + " conflicts by lines, and is merged by what it means (" + file.kind() + ")"
                + (shown.isEmpty() ? "" : ": " + shown + (more > 0 ? " and " + more + " more" : ""));
    }

    private static String part(Taken part) {
        return "'" + part.what() + "' " + JsonWords.of(part.change()) + " by "
                + (part.side() == Side.BOTH ? "both" : "the " + JsonWords.of(part.side()));
    }
}
