package dev.coord.git.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadLogTest {

    private static final String A = "a".repeat(40);
    private static final String C = "c".repeat(40);
    private static final String NONE = "0".repeat(40);
    private static final String B = "b".repeat(40);

    private static String line(String from, String to) {
        return from + " " + to + " Ada <ada@example.org> 1700000000 +0000\tcommit: " + from + "\n";
    }

    private static Optional<CommitId> otherThan(String tip, String log) {
        return HeadLog.otherThan(new CommitId(tip), log);
    }

    @Test
    void theLastWholeLineTellsWhereTheHeadIs() {
        assertThat(otherThan(C, line(NONE, A))).contains(new CommitId(A));
        assertThat(otherThan(C, line(NONE, A) + line(A, B))).contains(new CommitId(B));
        assertThat(otherThan(C, line(NONE, A) + A + " " + B)).contains(new CommitId(A));
    }

    @Test
    void aBranchThatIsThereOrWasToBeMovedFromThereIsNotElsewhere() {
        assertThat(otherThan(A, line(NONE, A))).isEmpty();
        assertThat(otherThan(B, line(NONE, A) + line(A, B))).isEmpty();
        assertThat(otherThan(A, line(NONE, A) + line(A, B)))
                .as("killed on the way")
                .isEmpty();
    }

    @Test
    void whatIsNotGitsTellsNothing() {
        assertThat(otherThan(A, "")).isEmpty();
        assertThat(otherThan(A, "\n")).isEmpty();
        assertThat(otherThan(A, "this is not a log\n")).isEmpty();
        assertThat(otherThan(A, B)).isEmpty();
    }
}
