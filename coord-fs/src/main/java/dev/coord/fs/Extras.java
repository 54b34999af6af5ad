package dev.coord.fs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What others wrote into a view that coord does not know, so that it survives: {@code {"top": unknown top-level fields,
 * "rows": unknown fields by row, "pending": pending rows of others}}. Never changed once it is made.
 *
 * @param json the fields, absent where there are none
 */
record Extras(ObjectNode json) {

    static final Extras NONE = new Extras(JsonNodeFactory.instance.objectNode());

    private static final String TOP = "top";
    private static final String ROWS = "rows";
    private static final String PENDING = "pending";

    static Extras of(ObjectNode top, ObjectNode rows, ArrayNode pending) {
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

    /** Both; where they differ, the other's, whose editor came later but may not have seen what is here. */
    Extras with(Extras other) {
        ObjectNode both = json.deepCopy();
        other.json.properties().forEach(part -> {
            JsonNode mine = both.get(part.getKey());
            if (mine instanceof ObjectNode rows && part.getKey().equals(ROWS)) {
                part.getValue()
                        .properties()
                        .forEach(row -> rows.withObjectProperty(row.getKey()).setAll((ObjectNode) row.getValue()));
            } else if (mine instanceof ObjectNode fields && part.getValue() instanceof ObjectNode theirs) {
                fields.setAll(theirs);
            } else if (mine instanceof ArrayNode rows) {
                part.getValue().forEach(row -> addNew(rows, row));
            } else {
                both.set(part.getKey(), part.getValue());
            }
        });
        return new Extras(both);
    }

    private static void addNew(ArrayNode rows, JsonNode row) {
        for (JsonNode known : rows) {
            if (known.equals(row)) {
                return;
            }
        }
        rows.add(row);
    }

    /** What is here and not there, in words. */
    List<String> lackingIn(Extras other) {
        List<String> lacking = new ArrayList<>();
        json.path(TOP).fieldNames().forEachRemaining(name -> {
            if (!other.json.path(TOP).has(name)) {
                lacking.add("'" + name + "'");
            }
        });
        Set<JsonNode> theirs = new HashSet<>();
        other.json.path(PENDING).forEach(theirs::add);
        for (JsonNode row : json.path(PENDING)) {
            if (!theirs.contains(row)) {
                lacking.add("pending " + row);
            }
        }
        return lacking;
    }

    /** Without the fields of rows that are gone, lest they come back with a later row of the same name. */
    Extras only(Set<Row> rows) {
        if (!(json.get(ROWS) instanceof ObjectNode kept)) {
            return this;
        }
        ObjectNode left = json.deepCopy();
        ObjectNode stay = kept.deepCopy().retain(rows.stream().map(Row::key).collect(Collectors.toSet()));
        left.set(ROWS, stay);
        return new Extras(stay.isEmpty() ? left.without(ROWS) : left);
    }

    boolean areInRows() {
        return json.has(ROWS);
    }

    void addTop(ObjectNode file) {
        add(file, json.path(TOP));
    }

    void addRow(ObjectNode node, Row row) {
        add(node, json.path(ROWS).path(row.key()));
    }

    void addPending(ArrayNode rows) {
        json.path(PENDING).forEach(rows::add);
    }

    private static void add(ObjectNode node, JsonNode more) {
        more.properties().forEach(field -> node.set(field.getKey(), field.getValue()));
    }
}
