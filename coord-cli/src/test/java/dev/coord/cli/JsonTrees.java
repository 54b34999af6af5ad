package dev.coord.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.core.answer.Answer;
import java.util.Collection;

/** JSON as trees, and written as the commands write it. */
public final class JsonTrees {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter PRETTY = MAPPER.writer(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(LINES)
            .withArrayIndenter(LINES));

    private JsonTrees() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Puts a list of names, ids or paths. */
    public static void texts(ObjectNode node, String field, Collection<?> values) {
        ArrayNode array = node.putArray(field);
        values.forEach(value -> array.add(value.toString()));
    }

    /** What an answer says. */
    public static JsonNode of(Answer answer) {
        try {
            return MAPPER.readTree(answer.document());
        } catch (JsonProcessingException e) {
            throw new AssertionError("an answer is JSON", e);
        }
    }

    public static String document(ObjectNode node) {
        try {
            return PRETTY.writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can always be written", e);
        }
    }
}
