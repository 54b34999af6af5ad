package dev.coord.git.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.RepositoryFailed;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class QuarantineTest {

    private static final RepositoryFailed PRUNED = new RepositoryFailed("an object is missing; run again");

    @Test
    void doesAgainWhatGaveNothingOrFailed() {
        assertThat(Quarantine.repeat(answers(Optional.empty(), PRUNED, Optional.of("done"))))
                .contains("done");
        assertThat(Quarantine.repeat(answers(Optional.of("at once")))).contains("at once");
    }

    @Test
    void tellsWhatTheThirdTimeGave() {
        assertThat(Quarantine.repeat(answers(PRUNED, PRUNED, Optional.empty()))).isEmpty();
        assertThatThrownBy(() -> Quarantine.repeat(answers(Optional.empty(), Optional.empty(), PRUNED)))
                .isSameAs(PRUNED);
    }

    @Test
    void quotesAListOfDirectoriesAsGitReadsIt() {
        assertThat(Quarantine.quoted(Path.of("/a b:c"))).isEqualTo("\"/a b:c\"");
        assertThat(Quarantine.quoted(Path.of("/a\"b\\c"))).isEqualTo("\"/a\\\"b\\\\c\"");
    }

    private static Supplier<Optional<String>> answers(Object... answers) {
        Deque<Object> left = new ArrayDeque<>(List.of(answers));
        return () -> {
            Object answer = left.remove();
            if (answer instanceof RepositoryFailed failed) {
                throw failed;
            }
            return ((Optional<?>) answer).map(String.class::cast);
        };
    }
}
