package dev.coord.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.CoordinationException.BadInput;
import dev.coord.core.json.input.FeatureFile;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserMessageTest {

    private static final String OF_THE_PARSER =
            "Feature|Constraints|fasterxml|java\\.|REDACTED|Exception|`|StreamRead|bound as";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "+1",
                "-Infinity",
                "Infinity",
                "01",
                "1.",
                "1e",
                "-",
                "1e999999999",
                ".5",
                "0x1",
                "1_000",
                "nul",
                "tru",
                "TRUE",
                "None",
                "undefined",
                "'a'",
                "{a: 1}",
                "\"\\x\"",
                "\"\\u12\"",
                "\"a\nb\"",
                "\"open",
                "[",
                "[1",
                "[1,]",
                "[1 2]",
                "{\"a\"",
                "{\"a\":",
                "{\"a\": 1,",
                "{\"a\": 1,}",
                "{\"a\" 1}",
                "[}",
                "{]",
                "// a\n1",
                "/* a */ 1",
                "# a\n1",
                "1 /* a */",
                "\u0001",
                "@",
                "\uFEFF\uFEFF1",
                "{} {}",
                "[] 1",
                "",
                " ",
                "\u00a0"
            })
    void namesNothingOfTheParsersOwn(String json) {
        Throwable said = catchThrowable(() -> MAPPER.readValue(json.getBytes(StandardCharsets.UTF_8), Object.class));

        if (said != null) {
            assertThat(ParserMessage.of(said))
                    .doesNotContainPattern(OF_THE_PARSER)
                    .isNotBlank();
        }
        assertThatThrownBy(() -> FeatureFile.parse(
                        "f", ("{\"A\": {\"priority\": " + json + "}}").getBytes(StandardCharsets.UTF_8), Set.of()))
                .isInstanceOf(BadInput.class)
                .satisfies(bad -> assertThat(bad.getMessage()).doesNotContainPattern(OF_THE_PARSER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NaN     | 'NaN' is no number that JSON knows in line 1, column 4",
                "+1      | a number has no plus sign in JSON in line 1, column 2",
                "{} {}   | something follows after its end; a document is one value in line 1, column 4"
            })
    void saysItInWordsOfJson(String json, String words) {
        Throwable said = catchThrowable(() -> MAPPER.readTree(json));

        assertThat(ParserMessage.of(said)).isEqualTo(words.replace("'NaN'", "'NaN'"));
    }

    @Test
    void saysHowDeepIsTooDeep() {
        Throwable said = catchThrowable(() -> MAPPER.readTree("[".repeat(2000)));

        assertThat(ParserMessage.of(said)).startsWith("it is nested more than 1000 deep");
    }

    @Test
    void saysOfAMissingFieldThatItIsMissing() {
        Throwable said = catchThrowable(() -> MAPPER.readTree("{}").get("x").textValue());

        assertThat(ParserMessage.of(said)).isEqualTo("a field is missing, or holds something else than it should");
    }
}
