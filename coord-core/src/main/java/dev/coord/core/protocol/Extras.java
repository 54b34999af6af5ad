package dev.coord.core.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What others wrote into a view that coord does not know, so that it survives: {@code {"top": unknown top-level fields,
 * "rows": unknown fields by row, "pending": pending rows of others}}. Never changed once it is made.
 *
 * @param json the fields, absent where there are none
 */
public record Extras(ObjectNode json) {

    public static final Extras NONE = new Extras(JsonNodeFactory.instance.objectNode());

    private static final String TOP = "top";
    private static final String ROWS = "rows";
    private static final String PENDING = "pending";

    public static Extras of(ObjectNode top, ObjectNode rows, ArrayNode pending) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!top.isEmpty()) {
            json.set(TOP, top);
        }
        if (!rows.isEmpty()) {
            json.set(ROWS, rows);
        }
        if (!pending.isEmpty()) {
            json.set(PENDING, pending);
        }
        return new Extras(json);
    }

    public JsonNode top() {
        return json.path(TOP);
    }

    public Map<Row, JsonNode> rows() {
        Map<Row, JsonNode> rows = new TreeMap<>();
        json.path(ROWS).properties().forEach(row -> rows.put(Row.named(row.getKey()), row.getValue()));
        return rows;
    }

    public JsonNode pending() {
        return json.path(PENDING);
    }

    /** Without the fields of rows that are gone, lest they come back with a later row of the same name. */
    public Extras only(Set<Row> rows) {
        if (!(json.get(ROWS) instanceof ObjectNode kept)) {
            return this;
        }
        ObjectNode left = json.deepCopy();
        ObjectNode stay = kept.deepCopy().retain(rows.stream().map(Row::name).collect(Collectors.toSet()));
        left.set(ROWS, stay);
        return new Extras(stay.isEmpty() ? left.without(ROWS) : left);
    }

    /** Whether it says the same as another, however numbers are written. */
    public boolean says(Extras other) {
        return FactValue.of(json).equals(FactValue.of(other.json));
    }

    public boolean areInRows() {
        return json.has(ROWS);
    }

    void addTop(ObjectNode file) {
        add(file, json.path(TOP));
    }

    void addRow(ObjectNode node, Row row) {
        add(node, json.path(ROWS).path(row.name()));
    }

    void addPending(ArrayNode rows) {
        json.path(PENDING).forEach(rows::add);
    }

    private static void add(ObjectNode node, JsonNode more) {
        more.properties().forEach(field -> node.set(field.getKey(), field.getValue()));
    }
}
