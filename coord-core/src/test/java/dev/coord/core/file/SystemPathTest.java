package dev.coord.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemPathTest {

    @TempDir
    Path temp;

    private Path top;

    @BeforeEach
    void makeLinks() throws Exception {
        top = temp.toRealPath();
        Files.createDirectories(top.resolve("a/b"));
        Files.createDirectory(top.resolve("c"));
        Files.createSymbolicLink(top.resolve("c/link"), top.resolve("a/b"));
        Files.createSymbolicLink(top.resolve("c/dangling"), Path.of("nothing"));
    }

    @ParameterizedTest
    @CsvSource({
        "c/link, c/link",
        "c/link/x, c/link/x",
        "c/link/.., a",
        "c/link/../x/./y, a/x/y",
        "c/link/../../c, c",
        "c/../a, a",
        "c/missing/../x, c/x",
        "c/dangling/../x, c/x",
        "./c/., c"
    })
    void goesAsTheSystemDoes(String path, String place) {
        assertThat(SystemPath.absolute(top.resolve(path))).isEqualTo(top.resolve(place));
    }

    @Test
    void staysAtTheRoot() {
        assertThat(SystemPath.absolute(Path.of("/../.."))).isEqualTo(Path.of("/"));
    }

    @Test
    void isWhereTheProcessIsWithoutAName() {
        assertThat(SystemPath.absolute(Path.of(""))).isEqualTo(Path.of("").toAbsolutePath());
    }

    @Test
    void namesTheSamePlaceAsTheSystem() throws Exception {
        Path path = top.resolve("c/link/../b");

        assertThat(Files.isSameFile(SystemPath.absolute(path), path)).isTrue();
        assertThat(SystemPath.real(path)).isEqualTo(top.resolve("a/b"));
    }
}
