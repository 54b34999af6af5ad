package dev.coord.bench.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;

/** The specification's file of locks as a document that somebody else keeps: rows of {@code locks}. */
final class LockRows {

    static final String EMPTY = "{\"locks\": [], \"pending_locks\": []}\n";

    private static final JsonMapper MAPPER = new JsonMapper();

    private final ObjectNode document;

    private LockRows(ObjectNode document) {
        this.document = document;
    }

    static LockRows read(Path file) throws IOException {
        return new LockRows((ObjectNode) MAPPER.readTree(Files.readAllBytes(file)));
    }

    int size() {
        return rows().size();
    }

    boolean isHeldByAnother(String agent, String path) {
        for (JsonNode row : rows()) {
            if (row.path("file_path").asText().equals(path)
                    && !row.path("locked_by").asText().equals(agent)) {
                return true;
            }
        }
        return false;
    }

    boolean isHeldBy(String agent, String path) {
        for (JsonNode row : rows()) {
            if (is(row, agent, path)) {
                return true;
            }
        }
        return false;
    }

    void add(String agent, String path) {
        rows().addObject()
                .put("file_path", path)
                .put("locked_by", agent)
                .put("feature_id", "P1")
                .put("timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("operation", "write");
    }

    boolean remove(String agent, String path) {
        boolean found = false;
        for (Iterator<JsonNode> rows = rows().iterator(); rows.hasNext(); ) {
            if (is(rows.next(), agent, path)) {
                rows.remove();
                found = true;
            }
        }
        return found;
    }

    byte[] bytes() throws IOException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
    }

    private ArrayNode rows() {
        return (ArrayNode) document.get("locks");
    }

    private static boolean is(JsonNode row, String agent, String path) {
        return row.path("file_path").asText().equals(path)
                && row.path("locked_by").asText().equals(agent);
    }
}
