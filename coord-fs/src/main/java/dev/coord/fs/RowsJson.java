package dev.coord.fs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.StoreFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Facts that came and went, as JSON: {@code {"added": [[kind, part...]...], "removed": [...]}}. */
final class RowsJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    private RowsJson() {}

    static String write(Set<Row> added, Set<Row> removed) {
        ObjectNode json = MAPPER.createObjectNode();
        write(json.putArray("added"), added);
        write(json.putArray("removed"), removed);
        return json.toString();
    }

    static Set<Row> added(String json) {
        return read(json, "added");
    }

    static Set<Row> removed(String json) {
        return read(json, "removed");
    }

    private static void write(ArrayNode array, Set<Row> rows) {
        for (Row row : rows) {
            ArrayNode node = array.addArray().add(row.kind().name());
            row.parts().forEach(node::add);
        }
    }

    private static Set<Row> read(String json, String field) {
        try {
            Set<Row> rows = new TreeSet<>();
            for (JsonNode node : MAPPER.readTree(json).required(field)) {
                List<String> parts = new ArrayList<>();
                for (int i = 1; i < node.size(); i++) {
                    parts.add(node.get(i).textValue());
                }
                rows.add(new Row(Row.Kind.valueOf(node.get(0).textValue()), parts));
            }
            return rows;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new StoreFailed(
                    "cannot understand what changed in the coordination directory's snapshot: " + e.getMessage()
                            + "; restore it from a copy, or move the directory away to begin anew",
                    e);
        }
    }
}
