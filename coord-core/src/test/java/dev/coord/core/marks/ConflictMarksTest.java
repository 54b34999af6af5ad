package dev.coord.core.marks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.run.Workspaces.Hunk;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConflictMarksTest {

    private static final CommitId TARGET = new CommitId("1".repeat(40));
    private static final CommitId TIP = new CommitId("2".repeat(40));
    private static final String OLD_TARGET = "3".repeat(40);
    private static final String OLD_TIP = "4".repeat(40);

    private static String laid(int size, String target, String common, String own) {
        return marked(size, TARGET.value(), target, common, own, TIP.value());
    }

    private static String marked(int size, String opening, String target, String common, String own, String closing) {
        return "<".repeat(size) + " " + opening + "\n" + target + "|".repeat(size) + " 5555555\n" + common
                + "=".repeat(size) + "\n" + own + ">".repeat(size) + " " + closing + "\n";
    }

    private static List<Integer> left(String content, String before, String... laid) {
        return ConflictMarks.left(content, before, List.of(laid)).stream()
                .flatMap(range ->
                        IntStream.rangeClosed(range.first(), range.last()).boxed())
                .toList();
    }

    private static List<Hunk> hunks(String content) {
        return ConflictMarks.hunks("f", content, TARGET, TIP);
    }

    @Test
    void aSeparatorThatNeitherSideHasIsLeft() {
        String laid = laid(7, "theirs\n", "common\n", "own\n");

        assertThat(left("theirs\n=======\nown\n", "theirs\n", laid)).containsExactly(2);
        assertThat(left("theirs\r\n=======\r\nown\r\n", "theirs\r\n", laid.replace("\n", "\r\n")))
                .containsExactly(2);
        assertThat(left("theirs\nown\n========\n", "theirs\n", laid)).isEmpty();
    }

    /** In the next call it is in the feature's own side. */
    @Test
    void aSeparatorThatAnEarlierCallLeftStaysOne() {
        String earlier = laid(7, "theirs\n", "common\n", "own\n");
        String kept = "theirs\n=======\nown\n";

        assertThat(left(kept, "theirs\n", kept, earlier)).containsExactly(2);
        assertThat(left(kept, "theirs\n", laid(7, "newer\n", "theirs\n", kept), earlier))
                .containsExactly(2);
        assertThat(left(kept, "Changes\n=======\n", kept, earlier)).isEmpty();
    }

    @Test
    void whatACallLeftOnTheSameTargetIsAPlaceOfTheNextOne() {
        String earlier = marked(7, TARGET.value(), "theirs\n", "common\n", "own\n", OLD_TIP);

        assertThat(hunks("a\n" + earlier)).containsExactly(new Hunk("f", 2, "theirs\n", "common\n", "own\n"));
    }

    @Test
    void aHeadingThatASideHasIsContent() {
        String laid = laid(7, "Changes\n=======\nb\n", "", "Reasons\n=======\nb\n");

        assertThat(left("Changes\n=======\nb\nReasons\n=======\nb\n", "Changes\n=======\nb\n", laid))
                .isEmpty();
        assertThat(left("Changes\n=======\nb\n=======\nReasons\n=======\nb\n", "Changes\n=======\nb\n", laid))
                .containsExactly(2, 4, 6);
    }

    @Test
    void marksWithNamesOfCommitsAreLeftWhereverTheyStandInALine() {
        String laid = laid(7, "theirs\n", "common\n", "own\n");

        assertThat(left("x\n  <<<<<<< " + TARGET + "\n", "x\n", laid)).containsExactly(2);
        assertThat(left("// >>>>>>> " + TIP + ":a b\n/* ||||||| 5555555 */\n", "", laid))
                .containsExactly(1, 2);
        assertThat(left("# >>>>>>> " + OLD_TIP + "\n", "", "")).containsExactly(1);
        assertThat(left("\t>>>>>>> " + OLD_TIP + "\n", "\t>>>>>>> " + OLD_TIP + "\n", ""))
                .isEmpty();
    }

    @Property
    void everySingleMarkThatIsLeftIsFoundWhateverItsSize(
            @ForAll @IntRange(min = 1, max = 12) int size,
            @ForAll("parts") String target,
            @ForAll("parts") String common,
            @ForAll("parts") String own,
            @ForAll @IntRange(max = 3) int which) {
        String laid = "before\n" + laid(size, target, common, own) + "after\n";
        String mark = List.of(
                        "<".repeat(size) + " " + TARGET,
                        "|".repeat(size) + " 5555555",
                        "=".repeat(size),
                        ">".repeat(size) + " " + TIP)
                .get(which);

        assertThat(left("before\n" + target + mark + "\n" + own + "after\n", "before\n" + target + "after\n", laid))
                .contains(2 + (int) target.lines().count());
        assertThat(left("before\n" + target + own + "after\n", "before\n" + target + "after\n", laid))
                .isEmpty();
    }

    /** Also headings with lines of {@code =} below, of other lengths than the marks. */
    @Provide
    Arbitrary<String> parts() {
        return Arbitraries.of("a\n", "Heading\n" + "=".repeat(20) + "\n", "> quote\n", "| 7 | 8 |\n", "\n")
                .list()
                .ofMaxSize(5)
                .map(lines -> String.join("", lines));
    }

    @Property
    void theSidesAreWhatStandsBetweenTheMarks(
            @ForAll @IntRange(min = 1, max = 12) int size,
            @ForAll("parts") String target,
            @ForAll("parts") String common,
            @ForAll("parts") String own) {
        assertThat(hunks("one\n" + laid(size, target, common, own) + "two\n" + laid(size, own, target, common)))
                .first()
                .isEqualTo(new Hunk("f", 2, target, common, own));
    }

    @Test
    void marksThatAnEarlierCallLeftStandInWhatTheAgentWrote() {
        String earlier = marked(7, OLD_TARGET, "a\n", "b\n", "c\n", OLD_TIP);

        assertThat(hunks(laid(7, "theirs\n", "common\n", "own\n" + earlier + "more\n")))
                .containsExactly(new Hunk("f", 1, "theirs\n", "common\n", "own\n" + earlier + "more\n"));
        assertThat(hunks("x\n" + earlier + laid(7, "t\n", "", "o\n")))
                .containsExactly(new Hunk("f", 2, "a\n", "b\n", "c\n"), new Hunk("f", 9, "t\n", "", "o\n"));
        assertThat(hunks("<<<<<<< " + OLD_TARGET + "\nforgotten\n" + laid(7, "t\n", "", "o\n")))
                .containsExactly(new Hunk("f", 3, "t\n", "", "o\n"));
    }

    @Test
    void wholeSetsOfOthersAreLeftUnlessTheBaseHadSome() {
        String set = "<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> other\n";

        assertThat(ConflictMarks.left(set, "", List.of())).containsExactly(new LineRange(1, 5));
        assertThat(ConflictMarks.left(set, set + "more\n", List.of())).isEmpty();
    }
}
