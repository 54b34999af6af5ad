package dev.coord.git.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawObjectTest {

    private static final String ID = "1".repeat(40);
    private static final String FIRST = "2".repeat(40);
    private static final String SECOND = "3".repeat(40);

    @Test
    void readsWhatIsThereAndPassesOverWhatIsMissing() {
        String answer = ID + " blob 4\na\nb\n\n" + FIRST + " missing\n" + SECOND + " blob 0\n\n";

        assertThat(RawObject.parse(answer))
                .containsExactly(new RawObject(ID, "blob", "a\nb\n"), new RawObject(SECOND, "blob", ""));
    }

    @Test
    void readsAMergeCommit() {
        String content = "tree " + ID + "\nparent " + FIRST + "\nparent " + SECOND
                + "\nauthor A <a@b> 5 +0000\ncommitter > 9 <x> 1700000000 -0500\nencoding latin1\n"
                + "gpgsig -----BEGIN\n parent of none\n committer > 7 +0000\n\nsubject\n\nparent body\n";

        RawCommit commit = RawCommit.of(new RawObject(ID, "commit", content));

        assertThat(commit)
                .isEqualTo(new RawCommit(
                        new CommitId(ID),
                        List.of(new CommitId(FIRST), new CommitId(SECOND)),
                        1700000000,
                        "subject\n\nparent body\n"));
    }

    @Test
    void aCommitNeedsNoMessageAndNoSoundDate() {
        String content = "tree " + ID + "\nauthor A <a@b> 5 +0000\ncommitter broken\n";

        assertThat(RawCommit.of(new RawObject(ID, "commit", content)))
                .isEqualTo(new RawCommit(new CommitId(ID), List.of(), 0, ""));
    }
}
