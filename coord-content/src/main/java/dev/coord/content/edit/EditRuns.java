package dev.coord.content.edit;

import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Insists that what a side did stands for itself: its edits, taken together where that is needed, leave brackets as they were, the
 * other side adds nothing in their midst, and nothing where this side took a line away.
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
            boolean gone = i < base.size() && side.lines().get(i).isEmpty();
            if (gone
                    && !(other.added().get(i).isEmpty()
                            && other.added().get(i + 1).isEmpty())) {
                throw new NotUnderstood("one side adds lines where the other took some away");
            }
        }
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
