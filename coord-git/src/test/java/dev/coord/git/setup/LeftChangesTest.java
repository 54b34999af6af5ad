package dev.coord.git.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.git.command.GitPath;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeftChangesTest {

    @Test
    void nothingIsLeftWhereGitTellsNothing() {
        assertThat(LeftChanges.of(List.of()).inWords()).isEmpty();
    }

    @Test
    void tellsChangesAndWhatIsNotIgnoredApart() {
        LeftChanges left = LeftChanges.of(List.of(" M a b", "D  gone", "?? new/", "A  staged"));

        assertThat(left.inWords())
                .contains("it changed what git tracks, 'a b', 'gone', 'staged', and it left what git does not ignore,"
                        + " 'new/'");
    }

    @Test
    void whatWasLeftBeforeDoesNotCount() {
        LeftChanges before = LeftChanges.of(List.of(" M a", "?? b"));

        assertThat(LeftChanges.of(List.of(" M a", "?? b", "?? c")).since(before).inWords())
                .contains("it left what git does not ignore, 'c'");
        assertThat(before.since(before).inWords()).isEmpty();
    }

    @Test
    void namesTheFirstTwentyAndTheNumberOfTheRest() {
        List<GitPath> paths = IntStream.rangeClosed(1, 23)
                .mapToObj(number -> new GitPath("f" + number))
                .toList();

        assertThat(LeftChanges.names(paths)).startsWith("'f1', ").endsWith("'f20' and 3 more");
    }
}
