package dev.coord.core.marks;

import dev.coord.CommitId;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.run.Workspaces.Hunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the marks that git sets around what does not merge. Pure. */
public final class ConflictMarks {

    private static final Pattern OPENING = Pattern.compile("<{7,}( .*)?");
    private static final Pattern MIDDLE = Pattern.compile("={7,}");
    private static final Pattern CLOSING = Pattern.compile(">{7,}( .*)?");

    /** With the names of commits, which are coord's: wherever they stand in a line, such as in a comment. */
    private static final Pattern NAMED = Pattern.compile(
            "(<{7,}|>{7,}) [0-9a-f]{40}([0-9a-f]{24})?(?![0-9a-f])" + "|[|]{7,} [0-9a-f]{7,64}(?![0-9a-f])");

    private ConflictMarks() {}

    /**
     * The places between marks of coord's; one without a line where the file has none.
     *
     * @param target the commit that the opening mark of this merge names
     * @param own the commit that its closing mark names; others are marks that an earlier call left
     */
    public static List<Hunk> hunks(String path, String content, CommitId target, CommitId own) {
        List<Hunk> hunks = new ArrayList<>();
        for (LaidConflict conflict : LaidConflict.in(content, target, own)) {
            hunks.add(new Hunk(path, conflict.line(), conflict.target(), conflict.base(), conflict.own()));
        }
        return hunks.isEmpty() ? List.of(new Hunk(path, 0, "", "", "")) : hunks;
    }

    /**
     * The places as they are now, each with what both sides began from as it was when its marks were set: as many as there were in
     * their order, fewer by the side that was not edited. Nothing where neither tells.
     */
    public static List<Hunk> withBaseOf(List<Hunk> original, List<Hunk> now) {
        List<Hunk> known = new ArrayList<>();
        for (Hunk hunk : now) {
            String common = original.size() == now.size()
                    ? original.get(known.size()).base()
                    : original.stream()
                            .filter(one -> one.target().equals(hunk.target())
                                    || one.own().equals(hunk.own()))
                            .map(Hunk::base)
                            .findFirst()
                            .orElse("");
            known.add(new Hunk(hunk.path(), hunk.line(), hunk.target(), common, hunk.own(), hunk.note()));
        }
        return known;
    }

    /**
     * The lines of conflicts that are left in a file: marks of coord's, whichever call of the agent they are from, and whole sets of
     * others. What was there before is content, and so is a line of {@code =} that a side has.
     *
     * @param content the file
     * @param before the file as it was at the base
     * @param laid the file as the agents of this and of earlier calls found it
     * @return sorted, from the first mark of a conflict to its last
     */
    public static List<LineRange> left(String content, String before, List<String> laid) {
        boolean othersAreContent = !sets(before).isEmpty();
        Set<String> known = before.lines().map(String::stripTrailing).collect(Collectors.toSet());
        Marks ours = Marks.of(laid, before);
        Set<String> separators = ours.moreThanBothSides(content);
        List<LineRange> left = new ArrayList<>(othersAreContent ? List.of() : sets(content));
        int number = 0;
        for (String line : content.split("\n", -1)) {
            number++;
            String mark = line.stripTrailing();
            boolean isOurs = separators.contains(mark) || (ours.has(mark) && !known.contains(mark));
            int here = number;
            if (isOurs && left.stream().noneMatch(set -> isWithin(here, set))) {
                left.add(new LineRange(number, number));
            }
        }
        left.sort(Comparator.comparingInt(LineRange::first));
        return left;
    }

    /**
     * The lines with marks of coord's, among those that are left: commits are named in them.
     *
     * @param content the file
     * @param before the file as it was at the base
     * @return in their order, one line each
     */
    public static List<LineRange> named(String content, String before) {
        Set<String> known = before.lines().map(String::stripTrailing).collect(Collectors.toSet());
        List<LineRange> named = new ArrayList<>();
        int number = 0;
        for (String line : content.split("\n", -1)) {
            number++;
            if (NAMED.matcher(line).find() && !known.contains(line.stripTrailing())) {
                named.add(new LineRange(number, number));
            }
        }
        return named;
    }

    private static boolean isWithin(int line, LineRange range) {
        return range.first() <= line && line <= range.last();
    }

    /** Whether a file has a whole set of marks, whoever set them. */
    public static boolean areIn(String content) {
        return !sets(content).isEmpty();
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

    /**
     * The marks of coord's in a file as the agent found it.
     *
     * @param named those with names of commits, of any length
     * @param separators the lines between both sides, and how often each stands in the sides themselves
     */
    private record Marks(Set<String> named, Map<String, Long> separators) {

        /** What an earlier call left is in the feature's side now, so the call whose sides have the fewest counts. */
        static Marks of(List<String> laid, String before) {
            Set<String> named = new HashSet<>();
            Map<String, Long> separators = new HashMap<>();
            for (String file : laid) {
                List<LaidConflict> conflicts = LaidConflict.in(file);
                Map<String, Long> lines = conflicts.isEmpty() ? Map.of() : counted(file);
                Map<String, Long> marks = conflicts.stream()
                        .collect(Collectors.groupingBy(LaidConflict::separator, Collectors.counting()));
                marks.forEach((separator, count) ->
                        separators.merge(separator, lines.getOrDefault(separator, 0L) - count, Math::min));
                conflicts.forEach(conflict -> named.addAll(conflict.named()));
            }
            Map<String, Long> known = separators.isEmpty() ? Map.of() : counted(before);
            separators.replaceAll((separator, count) -> Math.max(count, known.getOrDefault(separator, 0L)));
            return new Marks(named, separators);
        }

        boolean has(String line) {
            return NAMED.matcher(line).find() || named.stream().anyMatch(line::contains);
        }

        /** What stands there more often than in the sides: which of them is the mark, nobody can tell. */
        Set<String> moreThanBothSides(String content) {
            Map<String, Long> lines = separators.isEmpty() ? Map.of() : counted(content);
            return separators.entrySet().stream()
                    .filter(separator -> lines.getOrDefault(separator.getKey(), 0L) > separator.getValue())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        private static Map<String, Long> counted(String text) {
            return text.lines()
                    .map(String::stripTrailing)
                    .filter(line -> line.startsWith("="))
                    .collect(Collectors.groupingBy(line -> line, Collectors.counting()));
        }
    }
}
