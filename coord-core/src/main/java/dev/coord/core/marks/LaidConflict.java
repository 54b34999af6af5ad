package dev.coord.core.marks;

import dev.coord.CommitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A conflict as {@code diff3} style lays it: what the target has, what both began from, what the feature has. Git names both sides
 * by the full names that coord gave it, and what both began from by a short one. All four marks are of one length, which an
 * attribute can set.
 *
 * @param line of the opening mark, from 1
 * @param named the marks with names, as lines
 * @param separator the mark without one
 */
public record LaidConflict(int line, String target, String base, String own, List<String> named, String separator) {

    private static final Pattern NAMED = Pattern.compile("(<+|>+) ([0-9a-f]{40}(?:[0-9a-f]{24})?)(:.*)?");
    private static final Pattern BASE =
            Pattern.compile("[|]+ ([0-9a-f]{7,64}|merged common ancestors|empty tree)(:.*)?");

    /** All of coord's, whichever call they are from. */
    static List<LaidConflict> in(String content) {
        return new Reader(name -> false, name -> true).read(content);
    }

    /**
     * The same, where marks of other calls than this can stand in a side. Where no mark names the feature's work, all are of other calls,
     * which can have had the same target.
     */
    public static List<LaidConflict> in(String content, CommitId target, CommitId own) {
        boolean isLaidHere = content.lines()
                .flatMap(line -> Reader.named(line.stripTrailing(), '>').stream())
                .anyMatch(own.value()::equals);
        return isLaidHere ? new Reader(target.value()::equals, own.value()::equals).read(content) : in(content);
    }

    /** The target of the merge that laid it. */
    public CommitId targetCommit() {
        return commit(named.get(0));
    }

    /** The work of the feature that was merged with it. */
    public CommitId ownCommit() {
        return commit(named.get(named.size() - 1));
    }

    private static CommitId commit(String mark) {
        return new CommitId(mark.substring(mark.indexOf(' ') + 1).replaceFirst(":.*", ""));
    }

    /** Goes through the lines of one file. */
    private static final class Reader {

        private final Predicate<String> isTarget;
        private final Predicate<String> isOwn;
        private final StringBuilder[] parts = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
        private final List<String> named = new ArrayList<>();
        private final List<LaidConflict> found = new ArrayList<>();
        private int part = -1;
        private int begins;
        private int length;
        private boolean isThisMerge;

        Reader(Predicate<String> isTarget, Predicate<String> isOwn) {
            this.isTarget = isTarget;
            this.isOwn = isOwn;
        }

        List<LaidConflict> read(String content) {
            int number = 0;
            for (String line : content.split("(?<=\n)", -1)) {
                number++;
                String mark = line.stripTrailing();
                Optional<String> opened = named(mark, '<');
                if (opened.isPresent() && (part < 0 || (!isThisMerge && isTarget.test(opened.get())))) {
                    open(number, mark, isTarget.test(opened.get()));
                } else if (part >= 0) {
                    within(line, mark);
                }
            }
            return found;
        }

        private void open(int number, String mark, boolean ofThisMerge) {
            begins = number;
            length = mark.indexOf(' ');
            isThisMerge = ofThisMerge;
            part = 0;
            named.clear();
            named.add(mark);
            for (StringBuilder text : parts) {
                text.setLength(0);
            }
        }

        private void within(String line, String mark) {
            if (part == 0 && mark.indexOf(' ') == length && BASE.matcher(mark).matches()) {
                named.add(mark);
                part = 1;
            } else if (part == 1 && mark.equals("=".repeat(length))) {
                part = 2;
            } else if (part != 1 && mark.indexOf(' ') == length && closes(mark)) {
                named.add(mark);
                close();
                part = -1;
            } else {
                parts[part].append(line);
            }
        }

        /** A merge driver of the user's may leave out what both began from. */
        private void close() {
            String separator = "=".repeat(length);
            String first = parts[0].toString();
            Matcher middle = Pattern.compile("(?m)^" + separator + "\\r?\n").matcher(first);
            if (part == 2) {
                found.add(new LaidConflict(
                        begins, first, parts[1].toString(), parts[2].toString(), List.copyOf(named), separator));
            } else if (middle.find()) {
                found.add(new LaidConflict(
                        begins,
                        first.substring(0, middle.start()),
                        "",
                        first.substring(middle.end()),
                        List.copyOf(named),
                        separator));
            }
        }

        private boolean closes(String mark) {
            return named(mark, '>')
                    .filter(name -> !isThisMerge || isOwn.test(name))
                    .isPresent();
        }

        private static Optional<String> named(String mark, char sign) {
            if (mark.isEmpty() || mark.charAt(0) != sign) {
                return Optional.empty();
            }
            Matcher matcher = NAMED.matcher(mark);
            return matcher.matches() ? Optional.of(matcher.group(2)) : Optional.empty();
        }
    }
}
