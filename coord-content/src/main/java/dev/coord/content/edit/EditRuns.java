package dev.coord.content.edit;

import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Insists that what a side did stands for itself: its edits, taken together where that is needed, leave brackets as they were, the
 * other side adds nothing in their midst, and nothing else is done where a side takes lines away.
 */
final class EditRuns {
    private final Brackets brackets;
    private final List<String> before = new ArrayList<>();
    private final List<String> after = new ArrayList<>();
    /** The line of the base at which the run began; -1 outside of one. */
    private int begin = -1;

    private EditRuns(Brackets brackets) {
        this.brackets = brackets;
    }

    static void insist(Brackets brackets, List<String> base, SideEdits side, SideEdits other) {
        insistOnDeletions(base, side, other);
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
            if (!other.added().get(i).isEmpty()) {
                insistOnModel(base, i, side, other.added().get(i));
            }
        }
    }

    /**
     * A side that takes lines away does nothing else there, and the other one edits lines that are not like them: otherwise it is not
     * certain which line is gone.
     */
    private static void insistOnDeletions(List<String> base, SideEdits side, SideEdits other) {
        List<String> gone = new ArrayList<>();
        List<String> edited = new ArrayList<>();
        boolean others = false;
        for (int i = 0; i <= base.size(); i++) {
            others |= !side.added().get(i).isEmpty() || !other.added().get(i).isEmpty();
            if (i < base.size()) {
                others |= isEdited(base, i, side) || other.lines().get(i).isEmpty();
                (side.lines().get(i).isEmpty() ? gone : edited).add(base.get(i));
            }
        }
        if (!gone.isEmpty() && (others || gone.stream().anyMatch(edited::contains))) {
            throw new NotUnderstood("one side takes lines away beside what is new");
        }
    }

    /** Where the other side wrote the lines above and below anew, lines that are made like them would have to be as well. */
    private static void insistOnModel(List<String> base, int gap, SideEdits side, List<String> added) {
        if (gap == 0 || gap == base.size()) {
            return;
        }
        Likeness above = Likeness.of(base.get(gap - 1));
        boolean edited = isEdited(base, gap - 1, side) && isEdited(base, gap, side);
        if (edited && added.stream().anyMatch(line -> above.isLike(Likeness.of(line)))) {
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
