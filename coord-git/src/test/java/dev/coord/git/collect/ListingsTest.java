package dev.coord.git.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import org.junit.jupiter.api.Test;

/** What is read out of git's listings of an index or a tree. */
class ListingsTest {

    private static final String LINKED = "a".repeat(40);
    private static final String BLOB = "b".repeat(40);

    @Test
    void linksAreReadFromAnIndexAndFromATree() {
        assertThat(NestedRepositories.links(
                        said("100644 " + BLOB + " 0\tfile", "160000 " + LINKED + " 0\tlib/sub module")))
                .containsOnlyKeys(new GitPath("lib/sub module"))
                .containsValue(LINKED);
        assertThat(NestedRepositories.links(
                        said("160000 commit " + LINKED + "\ta\tb\nc", "040000 tree " + BLOB + "\td")))
                .containsOnlyKeys(new GitPath("a\tb\nc"))
                .containsValue(LINKED);
    }

    @Test
    void ofALinkInConflictTheFirstSideCounts() {
        assertThat(NestedRepositories.links(said("160000 " + LINKED + " 2\tsub", "160000 " + BLOB + " 3\tsub")))
                .containsOnlyKeys(new GitPath("sub"))
                .containsValue(LINKED);
    }

    @Test
    void aFileNamedLikeALinkIsNone() {
        assertThat(NestedRepositories.links(said("100644 " + BLOB + " 0\t160000")))
                .isEmpty();
    }

    private static GitAnswer said(String... fields) {
        return new GitAnswer(0, String.join("\0", fields) + "\0", "");
    }
}
