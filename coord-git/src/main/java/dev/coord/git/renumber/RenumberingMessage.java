package dev.coord.git.renumber;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.git.command.Git;
import dev.coord.git.object.Commits;
import dev.coord.git.object.RawCommit;
import dev.coord.schema.Numbering.Place;
import java.util.List;
import java.util.regex.Pattern;

/** The message of the commit by which coord gives migrations of a branch other numbers: written and read here and nowhere else. */
public final class RenumberingMessage {

    static final String TRAILER = "Coord-Renumbers";
    private static final Pattern FORM =
            Pattern.compile("Renumber migrations of \\S+\n\n(?:.*\n)*?\n?" + TRAILER + ": \\S+\n");
    private static final int MOST = 100;

    private RenumberingMessage() {}

    static String of(FeatureId feature, List<Place> places) {
        StringBuilder text = new StringBuilder("Renumber migrations of " + feature + "\n\n");
        places.stream()
                .limit(MOST)
                .map(place -> SafeText.line(
                        place.from().equals(place.to())
                                ? place.from() + " comes after " + place.after()
                                : place.from() + " is " + place.to()))
                .forEach(line -> text.append(line).append('\n'));
        return text.append('\n')
                .append(TRAILER)
                .append(": ")
                .append(feature)
                .append('\n')
                .toString();
    }

    /** Whether a message is one of these. */
    public static boolean is(String message) {
        return message.startsWith("Renumber migrations of ")
                && FORM.matcher(message).matches();
    }

    /** The commit whose migrations a commit gives other numbers; the commit itself if it does not. */
    public static CommitId under(Git git, CommitId commit) {
        RawCommit read = Commits.read(git, commit);
        return read.parents().size() == 1 && is(read.message()) ? read.parents().get(0) : commit;
    }
}
