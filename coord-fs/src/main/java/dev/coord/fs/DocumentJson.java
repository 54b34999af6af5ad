package dev.coord.fs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.json.SnapshotJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The private document as JSON: {@code {"format", "views", "history", "log", "snapshot"}}. */
final class DocumentJson {

    private static final int FORMAT = 1;
    private static final JsonMapper MAPPER = new JsonMapper();

    private DocumentJson() {}

    static byte[] write(StoredDocument document) {
        ObjectNode head = MAPPER.createObjectNode();
        head.put("format", FORMAT);
        ObjectNode views = head.putObject("views");
        document.views().forEach((view, state) -> {
            ObjectNode node = views.putObject(view.name());
            node.put("revision", state.revision());
            node.put("digest", state.digest());
            node.set("extras", state.extras());
        });
        ArrayNode history = head.putArray("history");
        document.history().forEach(change -> {
            ObjectNode node = history.addObject();
            node.put("revision", change.revision());
            node.put("view", change.view().name());
            rows(node.putArray("added"), change.added());
            rows(node.putArray("removed"), change.removed());
        });
        head.putObject("log")
                .put("length", document.log().length())
                .put("tail", document.log().tail());
        String text = head.toString();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(text.substring(0, text.length() - 1).getBytes(StandardCharsets.UTF_8));
        out.writeBytes(",\"snapshot\":".getBytes(StandardCharsets.UTF_8));
        out.writeBytes(SnapshotJson.write(document.snapshot()));
        out.write('}');
        return out.toByteArray();
    }

    static StoredDocument read(byte[] bytes, String file) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node.path("format").asInt(-1) != FORMAT) {
                throw new StoreFailed("cannot read '" + file + "': its format is " + node.path("format")
                        + " and this version reads " + FORMAT + "; use the version of coord that wrote it");
            }
            Map<View, StoredDocument.ViewState> views = new EnumMap<>(View.class);
            for (View view : View.values()) {
                JsonNode state = node.required("views").required(view.name());
                views.put(
                        view,
                        new StoredDocument.ViewState(
                                state.required("revision").longValue(),
                                state.required("digest").textValue(),
                                (ObjectNode) state.required("extras")));
            }
            List<StoredDocument.Change> history = new ArrayList<>();
            for (JsonNode change : node.required("history")) {
                history.add(new StoredDocument.Change(
                        change.required("revision").longValue(),
                        View.valueOf(change.required("view").textValue()),
                        rows(change.required("added")),
                        rows(change.required("removed"))));
            }
            JsonNode log = node.required("log");
            return new StoredDocument(
                    SnapshotJson.read(MAPPER.writeValueAsBytes(node.required("snapshot"))),
                    views,
                    history,
                    new StoredDocument.LogState(
                            log.required("length").longValue(),
                            log.required("tail").textValue()));
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            throw new StoreFailed(
                    "cannot read '" + file + "': it is corrupt (" + e.getMessage()
                            + "); restore it from a copy, or move the coordination directory away to begin anew",
                    e);
        }
    }

    private static void rows(ArrayNode array, Set<Row> rows) {
        for (Row row : rows) {
            ArrayNode node = array.addArray().add(row.kind().name());
            row.parts().forEach(node::add);
        }
    }

    private static Set<Row> rows(JsonNode array) {
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
