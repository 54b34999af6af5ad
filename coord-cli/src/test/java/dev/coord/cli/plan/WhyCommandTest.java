package dev.coord.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyCommandTest {

    @TempDir
    Path temp;

    private String features;

    @BeforeEach
    void makeFeatures() throws IOException {
        features = Called.file(
                        temp,
                        "features.json",
                        "{\"setup\": {\"blocks\": [\"P1\"]}, \"P1\": {\"file_writes\": [\"middleware.ts\"]},"
                                + " \"P2\": {\"blocked_by\": [\"P1\"]}, \"P4\": {\"file_writes\": [\"middleware.ts\", \"x.ts\"]},"
                                + " \"P5\": {\"file_writes\": [\"x.ts\"], \"blocked_by\": [\"P1\"]}}")
                .toString();
    }

    @Test
    void namesTheCauseTheChainAndWhatWouldHaveToChange() {
        Called why = Called.coord("why", features, "P5");

        assertThat(why.status()).as("%s", why).isZero();
        assertThat(why.out())
                .isEqualTo(String.join(
                        "\n",
                        "P5 stands in wave 2.",
                        "It comes after P1, which it is blocked by.",
                        "",
                        "How it comes there",
                        "  wave 0  setup",
                        "  wave 1  P1     after setup, which it is blocked by",
                        "  wave 2  P5     after P1, which it is blocked by",
                        "",
                        "To run in wave 1",
                        "  drop the dependency of P5 on P1, or let P1 run earlier",
                        ""));
    }

    @Test
    void namesTheFileToSplit() {
        String first = Called.coord("why", features, "P4").out();
        String second = Called.coord("why", features, "P1").out();

        assertThat(first).contains("Nothing keeps it: it begins at once.");
        assertThat(second)
                .contains("P1 stands in wave 1", "blocked by")
                .contains("split middleware.ts, so that P1 and P4");
    }

    @Test
    void printsOneDocument() throws IOException {
        JsonNode document = new JsonMapper()
                .readTree(Called.coord("why", features, "P5", "--json").out());

        assertThat(document.fieldNames())
                .toIterable()
                .containsExactly("format", "feature", "wave", "causes", "chain", "wave_by_dependencies_alone");
        assertThat(document.at("/causes/0/earlier").asText()).isEqualTo("P1");
    }

    @Test
    void namesTheNearestForAnUnknownFeature() {
        Called why = Called.coord("why", features, "P6");

        assertThat(why.status()).isEqualTo(2);
        assertThat(why.err()).contains("no feature is named 'P6'", "did you mean");
    }
}
