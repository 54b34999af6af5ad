package dev.coord.content.edit;

import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Insists that what a side did stands for itself: its edits, taken together where that is needed, leave brackets as they were, the
 * other side adds nothing in their midst, and nothing between lines that this side took away.
 */
final class EditRuns {
    private static final Pattern COMMENT = Pattern.compile("(//|#|/\\*|\\*|--|<!--|%|;).*");

    private final Brackets brackets;
    private final List<String> before = new ArrayList<>();
    private final List<String> after = new ArrayList<>();
    /** The line of the base at which the run began; -1 outside of one. */
    private int begin = -1;

    private EditRuns(Brackets brackets) {
        this.brackets = brackets;
    }

    static void insist(Brackets brackets, List<String> base, SideEdits side, SideEdits other) {
        EditRuns runs = new EditRuns(brackets);
        for (int i = 0; i <= base.size(); i++) {
            if (!side.added().get(i).isEmpty()) {
                runs.add(i, List.of(), side.added().get(i), other);
            }
            boolean kept = i == base.size() || side.lines().get(i).equals(Optional.of(base.get(i)));
            if (kept && runs.begin >= 0) {
                throw new NotUnderstood("an edit opens or closes brackets");
            }
            if (!kept) {
                runs.add(i, List.of(base.get(i)), side.lines().get(i).stream().toList(), other);
            }
            insistOnNeighbour(base, i, side, other);
        }
    }

    /** What the other side adds stands beside a line that is still there, and is no comment of one that is gone. */
    private static void insistOnNeighbour(List<String> base, int gap, SideEdits side, SideEdits other) {
        List<String> added = other.added().get(gap);
        insistOnModel(base, gap, side, added);
        boolean gone = gap < base.size() && side.lines().get(gap).isEmpty();
        boolean goneBefore = gap > 0 && side.lines().get(gap - 1).isEmpty();
        if (added.isEmpty() || !(gone || goneBefore)) {
            return;
        }
        boolean byBoth = (gone && other.lines().get(gap).isEmpty())
                || (goneBefore && other.lines().get(gap - 1).isEmpty());
        String last = added.get(added.size() - 1).strip();
        boolean comment = last.isEmpty() || COMMENT.matcher(last).matches();
        if (byBoth || (gone && goneBefore) || (gone && comment)) {
            throw new NotUnderstood("one side adds lines where the other took some away");
        }
    }

    /** Where the other side wrote the lines above and below anew, lines that are made like them would have to be as well. */
    private static void insistOnModel(List<String> base, int gap, SideEdits side, List<String> added) {
        if (gap == 0 || gap == base.size()) {
            return;
        }
        Likeness above = Likeness.of(base.get(gap - 1));
        boolean edited = isEdited(base, gap - 1, side) && isEdited(base, gap, side);
        if (edited && added.stream().anyMatch(line -> above.to(Likeness.of(line)) >= SideEdits.ALIKE)) {
            throw new NotUnderstood("one side adds lines like those that the other wrote anew");
        }
    }

    private static boolean isEdited(List<String> base, int line, SideEdits side) {
        Optional<String> now = side.lines().get(line);
        return now.isPresent() && !now.equals(Optional.of(base.get(line)));
    }

    private void add(int line, List<String> old, List<String> fresh, SideEdits other) {
        if (begin < 0) {
            begin = line;
        } else if (line > begin && !other.added().get(line).isEmpty()) {
            throw new NotUnderstood("one side adds lines in the midst of an edit");
        }
        before.addAll(old);
        after.addAll(fresh);
        boolean whole = before.isEmpty() ? brackets.isWhole(after) : brackets.agree(before, after);
        if (whole) {
            begin = -1;
            before.clear();
            after.clear();
        }
    }
}
