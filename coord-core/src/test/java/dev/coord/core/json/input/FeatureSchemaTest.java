package dev.coord.core.json.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.core.json.snapshot.AnySnapshot;
import dev.coord.core.json.state.FeatureJson;
import dev.coord.plan.Feature;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema, the records and the checker say the same. */
class FeatureSchemaTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(FeatureFile.schema());

    /** Texts near the edge of what an id, a path, a name or a duration may be. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "a b",
            "a.b",
            "a..b",
            "a.",
            "a.lock",
            "a.LOCK",
            ".a",
            "-a",
            "a-",
            "x-a",
            "é",
            "a/b",
            "/a",
            "C:/a",
            "C:a",
            "..",
            "../a",
            "a/..",
            "a/../b",
            "a..b/c",
            "...",
            ".",
            "./",
            "./a",
            ".//",
            "a//b",
            "a/./b",
            "app/",
            ".git",
            ".git/x",
            "a/.GIT",
            "a/.git/b",
            ".gitignore",
            "a\\b",
            "a\tb",
            "a\u0000",
            "a\u007f",
            "a\u0085b",
            "\u2028",
            "a\u2028",
            "\u00a0",
            "\u3000",
            "\u2007",
            "\n\u001c\u200a",
            "test -f a\ntest -f b",
            "a/\u2028/..",
            "app/[id]/page.tsx",
            "app/(group)/x",
            "src/*.{ts,tsx}",
            "**",
            "PT",
            "P",
            "P1D",
            "PT1H",
            "PT0S",
            "P0D",
            "PT1.5S",
            "PT1.5H",
            "P1DT",
            "P1DT2H",
            "-PT1H",
            "PT-1H",
            "pt1h",
            "30m",
            "PT30M ",
            "P1Y",
            "P1W",
            "P1M",
            "PT1S2M",
            "PT01M",
            "PT0.000000001S",
            "PT0.0000000001S",
            "topic/login",
            "refs/heads/topic",
            "refs/heads/",
            "refs/remotes/origin/a",
            "refs/tags/v1",
            "refs/",
            "refs",
            "-a",
            "a/-b",
            "a@{1}",
            "@",
            "a.lock",
            "a.lock/b",
            "a.lockb",
            "a/.b",
            "a~1",
            "a^",
            "a:b",
            "a b");

    @ParameterizedTest
    @ValueSource(strings = {"specification-example.json", "specification-step-2.json"})
    void acceptsTheSpecificationsFiles(String resource) throws IOException {
        String file = new String(
                FeatureSchemaTest.class.getResourceAsStream(resource).readAllBytes(), StandardCharsets.UTF_8);

        assertThat(SCHEMA.validate(file, InputFormat.JSON)).isEmpty();
    }

    @Test
    void hasExamplesThatAreAccepted() throws IOException {
        JsonNode schema = MAPPER.readTree(FeatureFile.schema());

        assertThat(schema.at("/examples")).isNotEmpty().allSatisfy(example -> {
            assertThat(acceptedBySchema(example)).isTrue();
            assertThat(acceptedByChecker(example)).isTrue();
        });
        ObjectNode properties = (ObjectNode) schema.at("/$defs/feature/properties");
        properties.fieldNames().forEachRemaining(field -> {
            JsonNode property = properties.get(field);
            assertThat(property.path("description").asText()).as(field).isNotBlank();
            assertThat(property.at("/examples")).as(field).isNotEmpty();
            property.at("/examples")
                    .forEach(example -> assertThat(bothSay(with(field, example)))
                            .as("%s: %s", field, example)
                            .isTrue());
        });
    }

    @Test
    void hasAPropertyForEachValueOfAFeatureAndNoOther() throws IOException {
        List<String> values = Arrays.stream(Feature.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !Set.of("id", "extras", "toBuilder", "equals", "hashCode", "toString")
                        .contains(name))
                .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT))
                .toList();

        JsonNode properties = MAPPER.readTree(FeatureFile.schema()).at("/$defs/feature/properties");
        assertThat(properties.fieldNames()).toIterable().containsExactlyElementsOf(Field.KEYS);
        assertThat(Field.KEYS).containsExactlyInAnyOrderElementsOf(values);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void acceptsWhatFeaturesAreWrittenAs(@ForAll("documents") ObjectNode document) {
        assertThat(bothSay(document)).isTrue();
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheCheckerOnEveryMutation(@ForAll("documents") ObjectNode document, @ForAll Random random) {
        bothSay(mutated(document.deepCopy(), random));
    }

    @Test
    void agreesWithTheCheckerOnEveryEdgeOfEveryField() {
        for (String text : TEXTS) {
            for (Field field : Field.values()) {
                ArrayNode list = MAPPER.createArrayNode().add(text);
                boolean names = field == Field.BLOCKS || field == Field.BLOCKED_BY;
                bothSay(with(field.key(), names ? MAPPER.createArrayNode() : list));
                bothSay(with(field.key(), MAPPER.getNodeFactory().textNode(text)));
            }
            bothSay((ObjectNode) MAPPER.createObjectNode().set(text, MAPPER.createObjectNode()));
            // an id that is named must be declared too, which only the checker sees
            bothSay((ObjectNode) MAPPER.createObjectNode()
                    .<ObjectNode>set(
                            "B",
                            MAPPER.createObjectNode()
                                    .set("blocks", MAPPER.createArrayNode().add(text)))
                    .set(text, MAPPER.createObjectNode()));
        }
    }

    @Test
    void refusesEveryWrongKindOfValue() throws IOException {
        for (String value :
                List.of("1", "1.5", "true", "null", "{}", "\"a\"", "[1]", "[null]", "[[]]", "[{}]", "[true]")) {
            for (Field field : Field.values()) {
                boolean right = switch (field) {
                    case PRIORITY -> value.equals("1");
                    case TITLE, DESCRIPTION, CHECK, BRANCH -> value.equals("\"a\"");
                    case ALLOW_EMPTY -> value.equals("true");
                    default -> false;
                };
                assertThat(bothSay(with(field.key(), MAPPER.readTree(value))))
                        .as("%s: %s", field.key(), value)
                        .isEqualTo(right);
            }
        }
        for (String number :
                List.of("0", "-7", "2147483647", "2147483648", "-2147483649", "1.0", "1e3", "1e99", "0.5")) {
            bothSay(with("priority", MAPPER.readTree(number)));
        }
        for (String file : List.of("{}", "[]", "1", "\"a\"", "null", "{\"x-a\": {}}", "{\"a\": []}", "{\"a\": null}")) {
            assertThat(bothSay(MAPPER.readTree(file))).as(file).isFalse();
        }
    }

    @Test
    void leavesToTheCheckerWhatASchemaCannotSay() throws IOException {
        for (String file : List.of(
                "{\"a\": {\"blocked_by\": [\"b\"]}}",
                "{\"a\": {\"blocked_by\": [\"a\"]}}",
                "{\"a\": {\"blocked_by\": [\"b\"]}, \"b\": {\"blocked_by\": [\"a\"]}}",
                "{\"a\": {}, \"A\": {}}",
                "{\"a\": {\"estimate\": \"P367D\"}}")) {
            assertThat(acceptedBySchema(MAPPER.readTree(file))).as(file).isTrue();
            assertThat(acceptedByChecker(MAPPER.readTree(file))).as(file).isFalse();
        }
    }

    @Provide
    Arbitrary<ObjectNode> documents() {
        return AnySnapshot.features().filter(features -> !features.isEmpty()).map(FeatureSchemaTest::document);
    }

    private static ObjectNode document(List<Feature> features) {
        ObjectNode document = MAPPER.createObjectNode();
        List<FeatureId> earlier = new ArrayList<>();
        for (Feature feature : features) {
            try {
                ObjectNode declared = (ObjectNode) MAPPER.readTree(FeatureJson.toJson(feature));
                declared.remove(List.of("feature_id", "blocks", "blocked_by"));
                earlier.forEach(id -> declared.withArray("blocked_by").add(id.value()));
                if (isWhole(declared.toString()) && earlier.stream().noneMatch(id -> like(id, feature.id()))) {
                    document.set(feature.id().value(), declared);
                    earlier.add(feature.id());
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return document.isEmpty() ? document.set("a", MAPPER.createObjectNode()) : document;
    }

    private static boolean like(FeatureId one, FeatureId other) {
        return one.caseFolded().equals(other.caseFolded());
    }

    private static ObjectNode mutated(ObjectNode document, Random random) {
        List<String> ids = new ArrayList<>();
        document.fieldNames().forEachRemaining(ids::add);
        ObjectNode feature = (ObjectNode) document.get(ids.get(random.nextInt(ids.size())));
        Field field = Field.values()[2 + random.nextInt(Field.values().length - 2)];
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        switch (random.nextInt(7)) {
            case 0 -> feature.put(field.key(), text);
            case 1 -> feature.putArray(field.key()).add(text);
            case 2 -> feature.put(field.key(), random.nextInt());
            case 3 -> feature.putNull(field.key());
            case 4 -> feature.put(text, 1);
            case 5 -> feature.putArray(field.key()).add("a").addArray();
            default -> feature.put(field.key() + "s", "a");
        }
        return document;
    }

    private static ObjectNode with(String field, JsonNode value) {
        ObjectNode document = MAPPER.createObjectNode();
        if (field.equals("blocks") || field.equals("blocked_by")) {
            value.forEach(id -> document.putObject(id.asText().isEmpty() ? "e" : id.asText()));
        }
        document.putObject("B").set(field, value);
        return document;
    }

    /** What both say; fails where they do not agree. */
    private static boolean bothSay(JsonNode document) {
        boolean schema = acceptedBySchema(document);
        assertThat(acceptedByChecker(document))
                .as("%s, accepted by schema: %s", document, schema)
                .isEqualTo(schema);
        return schema;
    }

    private static boolean acceptedBySchema(JsonNode document) {
        return SCHEMA.validate(document.toString(), InputFormat.JSON).isEmpty();
    }

    private static boolean acceptedByChecker(JsonNode document) {
        byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
        return catchThrowableOfType(BadInput.class, () -> FeatureFile.parse("f.json", bytes, Set.of())) == null;
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }
}
