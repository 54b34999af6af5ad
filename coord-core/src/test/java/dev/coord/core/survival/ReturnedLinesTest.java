package dev.coord.core.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.survival.MergedEntry.Kind;
import dev.coord.core.survival.MergedFile.Agreed;
import dev.coord.core.survival.MergedFile.Disputed;
import dev.coord.core.survival.MergedFile.Part;
import dev.coord.core.survival.MergedFile.Side;
import dev.coord.proof.Proof.Undone;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReturnedLinesTest {

    private static final Kind FILE = new Kind("100644", "e69", false);
    private static final Kind SCRIPT = new Kind("100755", "e69", true);
    private static final Kind TEXT = new Kind("100644", "e69", true);

    @Test
    void whatOneSideDeletedAndTheOtherStillHadIsBack() {
        assertThat(ReturnedLines.of(
                        List.of(file(List.of("a"), List.of("a", "secret"), List.of("a"), List.of("a", "secret")))))
                .containsExactly(new Loss("f", 2, "secret", Side.TARGET, Undone.DELETION));
        assertThat(ReturnedLines.of(
                        List.of(file(List.of("a"), List.of("a", "secret"), List.of("a", "secret"), List.of("a")))))
                .containsExactly(new Loss("f", 2, "secret", Side.BRANCH, Undone.DELETION));
    }

    @Test
    void whatTheMergeMadeIsNot() {
        assertThat(ReturnedLines.of(
                        List.of(file(List.of("a"), List.of("a", "new", "}"), List.of("a"), List.of("a", "}")))))
                .isEmpty();
    }

    @Test
    void whatIsOnlyWhereItWasIsNot() {
        MergedFile left = file(List.of("moved"), List.of(), List.of("moved"), List.of());
        MergedFile back = file(List.of(), List.of("moved"), List.of(), List.of("moved"));

        assertThat(ReturnedLines.of(List.of(left, back))).isEmpty();
    }

    @Test
    void whatAConflictHasSomebodyMayChoose() {
        Part disputed = new Disputed(List.of(), List.of("x"), List.of("x", "y"), false);

        assertThat(ReturnedLines.of(List.of(
                        new MergedFile("f", List.of(disputed), List.of("x", "y"), List.of(), List.of("x", "y")))))
                .isEmpty();
    }

    @Test
    void whatALineThatIsGoneWasBeforeIsToldWithIt() {
        Loss gone = new Loss("f", 1, "edited", Side.TARGET);
        Loss before = new Loss("f", 1, "line", Side.TARGET, Undone.DELETION);
        Loss deleted = new Loss("f", 2, "deleted", Side.TARGET, Undone.DELETION);

        assertThat(ReturnedLines.withoutEdits(List.of(gone, before, deleted))).containsExactly(gone, deleted);
        assertThat(ReturnedLines.withoutEdits(List.of(before, deleted))).containsExactly(before, deleted);
    }

    @Test
    void aFileOfWhichNoLineSaysSomethingIsGoneAndNotWhereItWasMoved() {
        MergedEntry gone = entry(FILE, null, FILE, null);
        MergedEntry come = entry(null, FILE, null, null);

        assertThat(MergedEntry.losses(List.of(gone))).containsExactly(new Loss("f", 1, MergedEntry.EMPTY, Side.TARGET));
        assertThat(MergedEntry.losses(List.of(gone, come))).isEmpty();
        assertThat(MergedEntry.losses(List.of(gone, gone, come))).hasSize(1);
    }

    @Test
    void aModeThatOneSideChangedIsUndoneAndOneThatTheMergeChangedIsNot() {
        assertThat(MergedEntry.losses(List.of(entry(SCRIPT, TEXT, TEXT, SCRIPT))))
                .containsExactly(new Loss("f", 1, "(mode 100755, now 100644)", Side.BRANCH, Undone.MODE));
        assertThat(MergedEntry.losses(List.of(entry(TEXT, SCRIPT, TEXT, TEXT)))).isEmpty();
    }

    private static MergedEntry entry(
            @Nullable Kind plain, @Nullable Kind merged, @Nullable Kind target, @Nullable Kind branch) {
        return new MergedEntry(
                "f",
                Optional.ofNullable(plain),
                Optional.ofNullable(merged),
                Optional.ofNullable(target),
                Optional.ofNullable(branch));
    }

    private static MergedFile file(List<String> plain, List<String> merged, List<String> target, List<String> branch) {
        return new MergedFile("f", List.of(new Agreed(plain)), merged, target, branch);
    }
}
