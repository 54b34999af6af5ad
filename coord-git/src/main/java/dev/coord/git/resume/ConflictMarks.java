package dev.coord.git.resume;

import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.run.Workspaces.Hunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the marks that git sets around what does not merge. Pure. */
public final class ConflictMarks {

    private static final Pattern OPENING = Pattern.compile("<{7,}( .*)?");
    private static final Pattern MIDDLE = Pattern.compile("={7,}");
    private static final Pattern CLOSING = Pattern.compile(">{7,}( .*)?");

    private static final Pattern FULL_NAME = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?(:.*)?$");
    private static final Pattern SHORT_NAME = Pattern.compile("[0-9a-f]{7,64}(:.*)?$");

    private ConflictMarks() {}

    /** The places between marks of coord's; one without a line where the file has none. */
    static List<Hunk> hunks(String path, String content) {
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
            if (part == null && isOurs(mark, '<')) {
                begins = number;
                List.of(target, common, own).forEach(text -> text.setLength(0));
                part = target;
            } else if (part == target && mark.matches("[|]{7,} .*")) {
                part = common;
            } else if ((part == common || part == target)
                    && MIDDLE.matcher(mark).matches()) {
                part = own;
            } else if (part == own && isOurs(mark, '>')) {
                hunks.add(new Hunk(path, begins, target.toString(), common.toString(), own.toString()));
                part = null;
            } else if (part != null) {
                part.append(line);
            }
        }
        return hunks.isEmpty() ? List.of(new Hunk(path, 0, "", "", "")) : hunks;
    }

    /**
     * The lines of conflicts that are left in a file: marks of coord's, whichever call of the agent they are from, and whole sets of
     * others. What was there before is content.
     *
     * @param content the file
     * @param before the file as it was at the base
     * @return sorted, from the first mark of a conflict to its last
     */
    static List<LineRange> left(String content, String before) {
        boolean othersAreContent = !sets(before).isEmpty();
        Set<String> known = before.lines().map(String::stripTrailing).collect(Collectors.toSet());
        List<LineRange> left = new ArrayList<>(othersAreContent ? List.of() : sets(content));
        int number = 0;
        for (String line : content.split("\n", -1)) {
            number++;
            String mark = line.stripTrailing();
            boolean isOurs = isOurs(mark, '<') || isOurs(mark, '|') || isOurs(mark, '>');
            int here = number;
            if (isOurs && !known.contains(mark) && left.stream().noneMatch(set -> isWithin(here, set))) {
                left.add(new LineRange(number, number));
            }
        }
        left.sort(Comparator.comparingInt(LineRange::first));
        return left;
    }

    private static boolean isWithin(int line, LineRange range) {
        return range.first() <= line && line <= range.last();
    }

    /** Whole sets of marks in their order, whoever set them. */
    private static List<LineRange> sets(String content) {
        List<LineRange> sets = new ArrayList<>();
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
                sets.add(new LineRange(begins, number));
                begins = 0;
                middle = false;
            }
        }
        return sets;
    }

    /** Git names both sides by the full names that coord gave it, and what both began from by a short one. */
    private static boolean isOurs(String mark, char sign) {
        int name = mark.indexOf(' ');
        return name >= 7
                && mark.substring(0, name).chars().allMatch(c -> c == sign)
                && (sign == '|' ? SHORT_NAME : FULL_NAME)
                        .matcher(mark.substring(name + 1))
                        .lookingAt();
    }
}
