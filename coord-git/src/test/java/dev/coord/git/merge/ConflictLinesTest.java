package dev.coord.git.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.merge.MergeOutcome.LineRange;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ConflictLinesTest {

    private static final CommitId OURS = new CommitId("1".repeat(40));
    private static final CommitId THEIRS = new CommitId("2".repeat(40));

    /** The second hunk: one line of ours, beside two lines of theirs. */
    private static String difference(int size, String end, String ours) {
        return "diff --git a/f b/f\n--- a/f\n+++ b/f\n"
                + "@@ -9,0 +10 @@ context\n+" + "<".repeat(size) + " " + OURS + ours + end + "\n"
                + "@@ -10,0 +12,4 @@ context" + end + "\n"
                + "+" + "=".repeat(size) + end + "\n+own" + end + "\n+own" + end + "\n+" + ">".repeat(size) + " "
                + THEIRS + end + "\n";
    }

    @Property(tries = 50)
    void marksOfAnyLengthAndWithAnyEndOfLineTellTheLines(
            @ForAll @IntRange(min = 1, max = 12) int size, @ForAll boolean carriage, @ForAll boolean named) {
        assertThat(ConflictLines.ranges(difference(size, carriage ? "\r" : "", named ? ":a name" : ""), OURS))
                .containsExactly(new LineRange(10, 10));
    }

    /** The middle is of the same length as the opening. */
    @Example
    void aHeadingIsNoMiddle() {
        String difference = "@@ -3,0 +4 @@\n+<<<<<<< " + OURS
                + "\n@@ -5 +6 @@\n-x\n+=========\n@@ -7,0 +9,3 @@\n+=======\n+b\n+>>>>>>> " + THEIRS + "\n";

        assertThat(ConflictLines.ranges(difference, OURS)).containsExactly(new LineRange(4, 7));
    }
}
