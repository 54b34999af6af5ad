package dev.coord.git.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class IgnoredPlaceTest {

    private static final Path TOP = Path.of("/srv/repo");

    @ParameterizedTest
    @CsvSource({
        "/srv/repo/.coord, /.coord/",
        "/srv/repo/a/b, /a/b/",
        "/srv/repo/a b, /a b/",
        "/srv/repo/a*b?[c], '/a\\*b\\?\\[c]/'",
        "/srv/repo/a\\b, '/a\\\\b/'",
        "/srv/repo/!a, /!a/",
        "/srv/repo/#a, /#a/"
    })
    void aPatternStandsForOneDirectory(Path place, String pattern) {
        assertThat(IgnoredPlace.pattern(TOP, place)).isEqualTo(pattern);
    }

    @Test
    void aLineEndStandsForAnyCharacter() {
        assertThat(IgnoredPlace.pattern(TOP, TOP.resolve("a\nb"))).isEqualTo("/a?b/");
    }

    @Test
    void theRootOfTheSystemMayBeAWorkTree() {
        assertThat(IgnoredPlace.pattern(Path.of("/"), Path.of("/coord"))).isEqualTo("/coord/");
    }
}
