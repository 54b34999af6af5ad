package dev.coord.git.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.RepoPath;
import dev.coord.core.path.PathPattern;
import dev.coord.git.command.GitPath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UntakenTest {

    @Test
    void whatMatchesADeclaredPathIsDeclared() {
        assertThat(isDeclared("dist/app.js", "dist/**")).isTrue();
        assertThat(isDeclared("dist/app.js", "dist/app.js")).isTrue();
        assertThat(isDeclared("dist", "dist/*"))
                .as("a directory that cannot be read")
                .isTrue();
        assertThat(isDeclared("dist/app.js", "src/**", "distribution/**")).isFalse();
        assertThat(isDeclared("dist/app.js")).isFalse();
    }

    @Test
    void theFirstFiveAreNamedAndTheRestCounted() {
        assertThat(told("a", "b c")).containsExactly("git refuses 'a', 'b c'");
        assertThat(told("1", "2", "3", "4", "5", "6", "7"))
                .containsExactly("git refuses '1', '2', '3', '4', '5' and 2 more");
        assertThat(told("1", "2", "3", "4", "5")).containsExactly("git refuses '1', '2', '3', '4', '5'");
        assertThat(told("")).containsExactly("git refuses '.'");
        assertThat(told()).isEmpty();
    }

    private static boolean isDeclared(String path, String... declared) {
        return Untaken.isDeclared(
                path,
                Stream.of(declared).map(RepoPath::new).map(PathPattern::of).toList());
    }

    private static List<String> told(String... paths) {
        List<String> found = new ArrayList<>();
        Untaken.tell(found, Stream.of(paths).map(GitPath::new).toList(), "git refuses ");
        return found;
    }
}
