package dev.coord.git.regenerate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeftFileTest {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({
        "'{\"a\": 1}', '{\"a\": 2}', ''",
        "'a: 1', 'a: 2', ''",
        "'', '', ''",
        "'{\"a\": 1}', '{\"a\": 1, }', its command left no JSON in it",
        "'{\"a\": 1}', '', its command left an empty file there",
        "'a', '<<<<<<< x|b|=======|c|>>>>>>> y|', its command left marks of a conflict in it",
        "'a', 'b|=======|c|', ''",
        "'a', 'a', 'its command left it as the target has it, so what the feature changed there'"
    })
    void takesWhatHasNoMarksAndIsJsonIfItWas(String before, String after, String problem) {
        Optional<String> found = LeftFile.problem(after.replace('|', '\n').getBytes(UTF_8), before.getBytes(UTF_8));

        assertThat(found.orElse("")).startsWith(problem).hasSameSizeAs(found.isEmpty() ? "" : found.get());
        assertThat(found.isPresent()).isEqualTo(!problem.isEmpty());
    }

    @Test
    void takesNoLinkAndNothingBehindOne() throws IOException {
        Path top = Files.createDirectory(temp.resolve("top"));
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("a.lock"), "secret");
        Files.createSymbolicLink(top.resolve("a.lock"), outside.resolve("a.lock"));
        Files.createSymbolicLink(top.resolve("sub"), outside);

        assertThat(LeftFile.problem(top, top.resolve("a.lock"), new byte[0]))
                .contains("its command left no file there");
        assertThat(LeftFile.problem(top, top.resolve("sub").resolve("a.lock"), new byte[0]))
                .contains("its command put a link in place of a directory above it");
        Files.writeString(Files.createDirectory(top.resolve("own")).resolve("a.lock"), "a");
        assertThat(LeftFile.problem(top, top.resolve("own").resolve("a.lock"), new byte[0]))
                .isEmpty();
    }
}
