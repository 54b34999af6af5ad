package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.coord.core.answer.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Holds what coord answers against the schema that its {@code format} names. Users' schemas let documents grow; here a member
 * that no schema tells of is a mistake.
 */
public final class AnswerSchemas {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final Map<String, Schema> SCHEMAS =
            Arrays.stream(Format.values()).collect(Collectors.toMap(Format::id, AnswerSchemas::strict));

    private AnswerSchemas() {}

    /** Whatever a command printed on standard output with {@code --json}: a document, or a line for each. */
    static void check(List<String> words, String printed) {
        boolean isJson = words.stream().anyMatch(word -> word.equals("--json") || word.startsWith("--json="));
        boolean isOfJq = words.contains("jq") && !printed.contains("\"" + Format.EDIT.id() + "\"");
        boolean isHelp = words.contains("--help") || words.contains("-h");
        if (isJson && !isOfJq && !isHelp) {
            documents(printed).forEach(document -> check(document));
        }
    }

    /** One document. */
    static void check(JsonNode document) {
        if (document.has("$schema")) {
            return; // a schema tells of others
        }
        Schema schema = SCHEMAS.get(document.path("format").asText());
        assertThat(schema).as("the schema of %s", document).isNotNull();
        assertThat(document.fieldNames().next()).as("%s", document).isEqualTo("format");
        assertThat(schema.validate(document.toString(), InputFormat.JSON))
                .as("%s", document)
                .isEmpty();
    }

    static List<JsonNode> documents(String printed) {
        List<JsonNode> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> all = MAPPER.readerFor(JsonNode.class).readValues(printed)) {
            all.forEachRemaining(documents::add);
        } catch (IOException | RuntimeException e) {
            throw new AssertionError("no JSON: " + printed, e);
        }
        return documents;
    }

    private static Schema strict(Format format) {
        try {
            String schema = close(MAPPER.readTree(format.schema())).toString();
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema);
        } catch (IOException e) {
            throw new AssertionError(format.schema(), e);
        }
    }

    /** A variant has the members of what it is a variant of, too. */
    private static JsonNode close(JsonNode schema) {
        schema.properties().forEach(field -> {
            if (!field.getKey().equals("oneOf")) {
                close(field.getValue());
            } else {
                field.getValue().forEach(variant -> variant.path("properties").forEach(AnswerSchemas::close));
            }
        });
        if (schema.isArray()) {
            schema.forEach(AnswerSchemas::close);
        }
        if (schema instanceof ObjectNode object && schema.path("properties").isObject() && schema.has("type")) {
            object.put("unevaluatedProperties", false);
        }
        return schema;
    }
}
