package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.cli.Called;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.testkit.junit.TempGitRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever gives an option that does nothing hears of it. */
class IdleOptionsTest {

    private static final FeatureSet PLAIN =
            FeatureSet.of(List.of(Feature.builder("a").build()));
    private static final FeatureSet CHECKED =
            FeatureSet.of(List.of(Feature.builder("a").check("make check").build()));

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', textBlock = """
            --no-baseline
            --allow-red-base
            --test-reports=**/*.xml
            """)
    void runAndIntegrateRefuseWhatIsAboutTestsWithoutAny(String option, @TempGitRepository Path repository)
            throws IOException {
        Path file = Called.file(temp, "features.json", "{\"a\": {\"file_writes\": [\"a\"]}}");
        Path home = temp.resolve("home");
        String name = option.replaceFirst("=.*", "");

        for (String[] words : new String[][] {
            {"run", file.toString(), "--agent", "true"},
            {"integrate", file.toString()}
        }) {
            Called called =
                    Called.coord(with(words, "--repo", repository.toString(), "--dir", home.toString(), option));

            assertThat(called.status()).as("%s", called).isEqualTo(2);
            assertThat(called.err())
                    .contains(name + " does nothing without --test; add --test COMMAND, or leave it out");
        }
        assertThat(home).doesNotExist();
    }

    @Test
    void namesAllThatAreIdle() {
        IdleOptions two = new IdleOptions(false, List.of("--a", "--b"), List.of(), List.of());

        assertThatThrownBy(two::refuse)
                .isInstanceOf(BadInput.class)
                .hasMessage("--a and --b do nothing without --test; add --test COMMAND, or leave them out");
        assertThatCode(new IdleOptions(true, List.of("--a"), List.of(), List.of())::refuse)
                .doesNotThrowAnyException();
    }

    @Test
    void tellsWhatDoesNothingWithTheseFeatures() {
        IdleOptions checks = new IdleOptions(true, List.of(), List.of("--check-timeout"), List.of("--no-keep-good"));
        IdleOptions alone = new IdleOptions(false, List.of(), List.of("--checks"), List.of("--no-keep-good"));

        assertThat(checks.warning(CHECKED)).isEmpty();
        assertThat(checks.warning(PLAIN))
                .contains("warning: --check-timeout does nothing here, since no feature has a \"check\"");
        assertThat(alone.warning(CHECKED)).isEmpty();
        assertThat(alone.warning(PLAIN))
                .contains(
                        "warning: --checks and --no-keep-good do nothing here, since no feature has a \"check\" and there"
                                + " is no --test");
        assertThat(new IdleOptions(true, List.of(), List.of(), List.of("--no-keep-good")).warning(PLAIN))
                .isEmpty();
    }

    private static String[] with(String[] words, String... more) {
        String[] all = new String[words.length + more.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }
}
