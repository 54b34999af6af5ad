package dev.coord.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    @TempDir
    Path temp;

    private String features;

    @BeforeEach
    void makeFeatures() throws IOException {
        features = Called.specification(temp).toString();
    }

    @Test
    void tellsWhichFeaturesSayNotWhatToBuild(@TempDir Path directory) throws IOException {
        Path file = Called.file(directory, "f.json", "{\"A\": {\"description\": \"Make it.\"}, \"B\": {}, \"C\": {}}");

        assertThat(Called.coord("check", file.toString(), "A", "B").err())
                .isEqualTo("coord: warning: without a description: 'B'; an agent's task says what to build by it\n");
    }

    @Test
    void answersTheSpecificationsExampleAsItDoes() {
        Called check = Called.coord("check", features, "P2_user_profile", "P3_posts");

        assertThat(check.status()).as("%s", check).isZero();
        assertThat(check.out())
                .contains("✓  file writes", "✓  schema", "✗  dependencies", "✓  independent testing")
                .contains("→ after P1_user_auth, then parallel");
        assertThat(check.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void succeedsWhateverTheVerdict() {
        assertThat(Called.coord("check", features, "P1_user_auth", "P3_posts").out())
                .contains("→ ordered: P1_user_auth, then P3_posts");
        assertThat(Called.coord("check", features, "P1_user_auth", "P3_posts").status())
                .isZero();
    }

    @Test
    void printsOneDocument() throws IOException {
        Called check = Called.coord("check", features, "P2_user_profile", "P3_posts", "--json");

        assertThat(new JsonMapper().readTree(check.out()).path("verdict").asText())
                .isEqualTo("parallel_after");
    }

    @Test
    void refusesAFeatureThatIsNotInTheFile() {
        Called check = Called.coord("check", features, "P2_user_profile", "P9");

        assertThat(check.status()).isEqualTo(2);
        assertThat(check.err()).startsWith("coord: ").contains("P9").hasLineCount(1);
        assertThat(check.out()).isEmpty();
    }
}
