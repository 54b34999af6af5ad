package dev.coord.git.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GitAnswerTest {

    @Test
    void succeedsWithStatusZeroOnly() {
        assertThat(new GitAnswer(0, "", "warning: x").succeeded()).isTrue();
        assertThat(new GitAnswer(1, "", "").succeeded()).isFalse();
    }

    @Test
    void takesAwayTheOneLineEndThatGitAdds() {
        assertThat(said("main\n").line()).isEqualTo("main");
        assertThat(said("two\nlines\n\n").line()).isEqualTo("two\nlines\n");
        assertThat(said("").line()).isEmpty();
    }

    @Test
    void aPathMayEndInALineEndOfItsOwn() {
        assertThat(said("/tmp/a\n\n").path()).isEqualTo(Path.of("/tmp/a\n"));
    }

    @Test
    void tellsNoEmptyLinesAndNoEmptyFields() {
        assertThat(said("a\n\nb\n").lines()).containsExactly("a", "b");
        assertThat(said("a\0\0b c\0").rawFields()).containsExactly("a", "b c");
        assertThat(said("").rawFields()).isEmpty();
    }

    @Test
    void aFieldMayHoldLineEnds() {
        assertThat(said("a\nb\0").paths()).containsExactly(new GitPath("a\nb"));
    }

    private static GitAnswer said(String text) {
        return new GitAnswer(0, text, "");
    }
}
