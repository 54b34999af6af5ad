package dev.coord.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.core.json.state.FeatureJson;
import dev.coord.plan.Feature;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A JSON parser of others says what a text means. */
class PlainJsonProperties {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Property(tries = 500)
    void everyValueComesBack(@ForAll("values") Object value) {
        String text = PlainJson.text(value);

        assertThat(PlainJson.read(text)).isEqualTo(value);
        assertThat(text).doesNotContain("\n");
    }

    @Property(tries = 500)
    void aFeatureHandsThemOn(@ForAll("values") Object value) throws JsonProcessingException {
        Feature feature = Feature.builder("P1").extra("x-a", value).build();

        assertThat(feature.extras().get("x-a")).isEqualTo(value);
        assertThat(MAPPER.readTree(FeatureJson.toJson(feature)).get("x-a"))
                .isEqualTo(MAPPER.readTree(PlainJson.text(value)));
    }

    @Property(tries = 500)
    void everyNumberKeepsItsValue(@ForAll("numbers") String number) {
        Object read = PlainJson.read(number);

        assertThat(new BigDecimal(PlainJson.text(read))).isEqualByComparingTo(new BigDecimal(number));
        assertThat(PlainJson.read(PlainJson.text(read))).isEqualTo(read);
        assertThat(read).isInstanceOf(number.matches("-?[0-9]+") ? BigInteger.class : BigDecimal.class);
    }

    @Property(tries = 2000)
    void readsOfShortTextsWhatAnotherParserReads(@ForAll("texts") String text) {
        JsonNode parsed = parsed(text);

        if (parsed == null) {
            assertThatThrownBy(() -> PlainJson.read(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(parsed(PlainJson.text(PlainJson.read(text)))).as(text).isEqualTo(parsed);
        }
    }

    @Example
    void whatIsOutOfAllBoundsIsRefused() {
        assertThatThrownBy(() -> PlainJson.read("[".repeat(201) + "]".repeat(201)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nested more than 200 deep");
        assertThatThrownBy(() -> PlainJson.read("1e99999999999"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exponent");
        assertThatThrownBy(() -> PlainJson.read("1".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("digits");
        Object deep = PlainJson.read("[".repeat(200) + "]".repeat(200));
        assertThat(Feature.builder("P1").extra("x-a", deep).build().extras()).containsEntry("x-a", deep);
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "1.0",
                        "1e400",
                        "1E-400",
                        "12345678901234567890",
                        "-0",
                        "-0.0",
                        "0e0",
                        "1e0",
                        "-10e-1",
                        "0e5",
                        "1.50",
                        "0.0000001"),
                Arbitraries.bigIntegers().map(BigInteger::toString),
                Arbitraries.bigDecimals().ofScale(12).map(BigDecimal::toString));
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                Arbitraries.just((Object) true),
                Arbitraries.of("", "a", "\"", "\\", "\n", "\ud83d", "\ude00", "\ud83d\ude00", "\u2028")
                        .map(text -> text),
                Arbitraries.strings().ofMaxLength(5).map(text -> text),
                Arbitraries.bigIntegers().map(number -> number),
                Arbitraries.of("1", "1.0", "1E+400", "-2.50", "1E-7").map(BigDecimal::new));
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        inner.injectNull(0.2).list().ofMaxSize(3).map(ArrayList::new),
                        Arbitraries.maps(Arbitraries.strings().ofMaxLength(3), inner.injectNull(0.2))
                                .ofMaxSize(3)
                                .map(LinkedHashMap::new)),
                0,
                3);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "0", "1", "-", ".", "e", "E", "+", "true", "null", "\"", "a", "\\", "n", "u00e9", "[", "]", ",",
                        "{", "}", ":", "\"a\"", " ", "\n")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
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
