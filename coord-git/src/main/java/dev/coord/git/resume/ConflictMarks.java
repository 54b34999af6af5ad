package dev.coord.git.resume;

import dev.coord.merge.CommitId;
import dev.coord.run.Workspaces.Hunk;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads the marks that git sets around what does not merge. Pure. */
public final class ConflictMarks {

    private static final Pattern OPENING = Pattern.compile("<{7,}( .*)?");
    private static final Pattern MIDDLE = Pattern.compile("={7,}");
    private static final Pattern CLOSING = Pattern.compile(">{7,}( .*)?");

    private ConflictMarks() {}

    /** The places between marks that bear the names of both commits; one without a line where the file has none. */
    static List<Hunk> hunks(String path, String content, CommitId base, CommitId tip) {
        List<Hunk> hunks = new ArrayList<>();
        StringBuilder target = new StringBuilder();
        StringBuilder common = new StringBuilder();
        StringBuilder own = new StringBuilder();
        StringBuilder part = null;
        int begins = 0;
        int number = 0;
        for (String line : content.split("(?<=\n)", -1)) {
            number++;
            String mark = line.stripTrailing();
            if (part == null && isOf(mark, '<', base)) {
                begins = number;
                List.of(target, common, own).forEach(text -> text.setLength(0));
                part = target;
            } else if (part == target && mark.matches("[|]{7,} .*")) {
                part = common;
            } else if ((part == common || part == target)
                    && MIDDLE.matcher(mark).matches()) {
                part = own;
            } else if (part == own && isOf(mark, '>', tip)) {
                hunks.add(new Hunk(path, begins, target.toString(), common.toString(), own.toString()));
                part = null;
            } else if (part != null) {
                part.append(line);
            }
        }
        return hunks.isEmpty() ? List.of(new Hunk(path, 0, "", "", "")) : hunks;
    }

    /**
     * The line of a conflict that is left in a file: a mark with the name of one of the commits, or a whole set of others that was
     * not there before.
     *
     * @param content the file
     * @param before the file as it was at the base
     */
    public static OptionalInt left(String content, String before, CommitId base, CommitId tip) {
        int number = 0;
        for (String line : content.split("\n", -1)) {
            number++;
            String mark = line.stripTrailing();
            if (isOf(mark, '<', base) || isOf(mark, '>', tip)) {
                return OptionalInt.of(number);
            }
        }
        OptionalInt others = set(content);
        return set(before).isPresent() ? OptionalInt.empty() : others;
    }

    /** Where a whole set of marks begins, in their order. */
    private static OptionalInt set(String content) {
        int number = 0;
        int begins = 0;
        boolean middle = false;
        for (String line : content.split("\n", -1)) {
            number++;
            String mark = line.stripTrailing();
            if (OPENING.matcher(mark).matches()) {
                begins = number;
                middle = false;
            } else if (begins > 0 && MIDDLE.matcher(mark).matches()) {
                middle = true;
            } else if (middle && CLOSING.matcher(mark).matches()) {
                return OptionalInt.of(begins);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isOf(String mark, char sign, CommitId commit) {
        int name = mark.indexOf(' ');
        return name >= 7
                && mark.substring(0, name).chars().allMatch(c -> c == sign)
                && mark.startsWith(commit.value(), name + 1);
    }
}
