package dev.coord.fs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.json.ParserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Facts that came and went with a commit.
 *
 * @param revision the revision it led to
 * @param view the view
 * @param added facts that it states since
 * @param removed facts that it does not state since
 */
record ChangedRows(long revision, View view, Set<Row> added, Set<Row> removed) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String BEGIN = "{\"revision\":";

    /** {@code {"revision", "view", "rows": {"added": [[kind, part...]...], "removed": [...]}}}, in one line. */
    String json() {
        ObjectNode json = MAPPER.createObjectNode().put("revision", revision).put("view", view.name());
        ObjectNode rows = json.putObject("rows");
        write(rows.putArray("added"), added);
        write(rows.putArray("removed"), removed);
        return json.toString();
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws StoreFailed if it is something else
     */
    static ChangedRows read(String json) {
        try {
            JsonNode change = MAPPER.readTree(json);
            JsonNode rows = change.required("rows");
            return new ChangedRows(
                    change.required("revision").longValue(),
                    View.valueOf(change.required("view").textValue()),
                    read(rows.required("added")),
                    read(rows.required("removed")));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new StoreFailed(
                    "cannot understand what changed in the coordination directory's snapshot: " + ParserMessage.of(e)
                            + "; restore it from a copy, or move the directory away to begin anew",
                    e);
        }
    }

    /** The revision alone, which is asked for with every commit. */
    static long revision(String json) {
        int comma = json.indexOf(',');
        return json.startsWith(BEGIN) && comma > 0
                ? Long.parseLong(json, BEGIN.length(), comma, 10)
                : read(json).revision();
    }

    void undoIn(Set<Row> stated) {
        stated.removeAll(added);
        stated.addAll(removed);
    }

    private static void write(ArrayNode array, Set<Row> rows) {
        for (Row row : rows) {
            ArrayNode node = array.addArray().add(row.kind().name());
            row.parts().forEach(node::add);
        }
    }

    private static Set<Row> read(JsonNode array) {
        Set<Row> rows = new TreeSet<>();
        for (JsonNode node : array) {
            List<String> parts = new ArrayList<>();
            for (int i = 1; i < node.size(); i++) {
                parts.add(node.get(i).textValue());
            }
            rows.add(new Row(Row.Kind.valueOf(node.get(0).textValue()), parts));
        }
        return rows;
    }
}
