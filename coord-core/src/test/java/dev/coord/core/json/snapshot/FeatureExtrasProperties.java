package dev.coord.core.json.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.CoordinationException.BadInput;
import dev.coord.plan.Feature;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What coord-api takes for JSON is what a JSON parser does. */
class FeatureExtrasProperties {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String WHOLE =
            " { \"a\" : [ 1.50 , -0, 2E+9, { } ] ,\n\"b \\u00e9\\\" \": \"\\ud83d \\n\", \"c\" : [true , false,\tnull,[ ]] } ";

    @Property(tries = 2000)
    void takesWhatAParserTakesAndNothingElse(@ForAll Random random, @ForAll("pieces") String piece) {
        int from = random.nextInt(WHOLE.length());
        int to = Math.min(WHOLE.length(), from + random.nextInt(3));
        String text = WHOLE.substring(0, from) + piece + WHOLE.substring(to);

        assertThat(isTaken(text)).as(text).isEqualTo(parsed(text) != null);
    }

    @Property(tries = 2000)
    void takesOfShortTextsWhatAParserTakes(@ForAll("texts") String text) {
        JsonNode parsed = parsed(text);

        assertThat(isTaken(text)).as(text).isEqualTo(parsed != null);
        if (parsed != null) {
            String kept =
                    Feature.builder("P1").extra("x-a", text).build().extras().get("x-a");
            assertThat(parsed(kept)).isEqualTo(parsed);
            assertThat(kept).doesNotContain("\n");
        }
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                "", "", ",", ":", "\"", "{", "}", "[", "]", "0", "-", ".", "e", "\\", "u", "\u0000", "\n", "x", " ");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "0", "1", "-", ".", "e", "E", "+", "true", "null", "\"", "a", "\\", "n", "u00e9", "[", "]", ",",
                        " ", "\n")
                .list()
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }

    private static boolean isTaken(String text) {
        return catchThrowableOfType(BadInput.class, () -> Feature.builder("P1").extra("x-a", text)) == null;
    }

    private static JsonNode parsed(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node.isMissingNode() ? null : node;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
