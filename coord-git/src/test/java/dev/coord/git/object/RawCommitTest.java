package dev.coord.git.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RawCommitTest {

    private static final String ID = "a".repeat(40);
    private static final String TREE = "tree " + "b".repeat(40) + "\n";
    private static final String PARENT = "c".repeat(40);

    @Test
    void aFirstCommitHasNoParents() {
        RawCommit commit = of(TREE + "author A <a@x> 5 +0000\ncommitter B <b@x> 7 -0130\n\nbegin\n\nmore\n");

        assertThat(commit).isEqualTo(new RawCommit(new CommitId(ID), List.of(), 7, "begin\n\nmore\n"));
    }

    @Test
    void whatAMessageOrASignatureSaysIsNoHeader() {
        RawCommit commit = of(TREE
                + "parent " + PARENT
                + "\ncommitter B <b@x> 7 +0000\ngpgsig -----BEGIN\n parent "
                + ID
                + "\n -----END\n\nparent "
                + ID
                + "\ncommitter C <c@x> 9 +0000\n");

        assertThat(commit.parents()).containsExactly(new CommitId(PARENT));
        assertThat(commit.time()).isEqualTo(7);
    }

    @Test
    void aTimeBeforeTheEpochIsRead() {
        assertThat(of(TREE + "committer B <b@x> -86400 +0000\n\n").time()).isEqualTo(-86_400);
    }

    @Test
    void aDamagedTimeIsTheEpochAndAMissingMessageIsEmpty() {
        RawCommit commit = of(TREE + "committer B <b@x> 12345678901234567890 +0000\n");

        assertThat(commit.time()).isZero();
        assertThat(commit.message()).isEmpty();
    }

    @Test
    void manyAreAskedForInPortions() {
        List<String> ids = IntStream.range(0, 4_001).mapToObj(Integer::toString).toList();

        assertThat(RawObject.portions(ids)).extracting(List::size).containsExactly(2_000, 2_000, 1);
        assertThat(RawObject.portions(ids).stream().flatMap(List::stream)).isEqualTo(ids);
        assertThat(RawObject.portions(List.of())).isEmpty();
    }

    private static RawCommit of(String content) {
        return RawCommit.of(new RawObject(ID, "commit", content));
    }
}
