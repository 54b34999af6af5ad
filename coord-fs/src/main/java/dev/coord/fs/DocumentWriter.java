package dev.coord.fs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.coord.ProcessId;
import dev.coord.core.json.Fragments;
import dev.coord.core.json.SnapshotWriter;
import dev.coord.fs.StoredDocument.Change;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * Writes one version of the private document after the other, anew only what has changed: {@code {"format", "version",
 * "crc32c", "views", "history", "log", "sessions", "snapshot"}}. For one thread. {@link DocumentJson} reads it.
 */
final class DocumentWriter {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int GROWTH = 16 << 10; // room for what comes, so that little is copied
    private static final byte[] SNAPSHOT = ",\"snapshot\":".getBytes(StandardCharsets.US_ASCII);

    private final SnapshotWriter snapshots = new SnapshotWriter();
    private final Fragments<Change, RawValue> changes = new Fragments<>(DocumentWriter::text);

    private int length;

    byte[] write(StoredDocument document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + GROWTH);
        out.writeBytes(DocumentHead.blank());
        byte[] fields = fields(document);
        out.write(fields, 1, fields.length - 2); // without its braces
        out.writeBytes(SNAPSHOT);
        snapshots.write(document.snapshot(), out);
        out.write('}');
        byte[] bytes = out.toByteArray();
        length = bytes.length;
        DocumentHead.fill(bytes);
        return bytes;
    }

    private byte[] fields(StoredDocument document) {
        ObjectNode fields = MAPPER.createObjectNode();
        ObjectNode views = fields.putObject("views");
        document.views()
                .forEach((view, state) -> views.putObject(view.name())
                        .put("revision", state.revision())
                        .put("digest", state.digest())
                        .put("previous", state.previous())
                        .set("extras", state.extras().json()));
        ObjectNode history = fields.putObject("history");
        history.put("since", document.history().since());
        ArrayNode list = history.putArray("changes");
        changes.of(document.history().changes()).forEach(list::addRawValue);
        fields.putObject("log")
                .put("length", document.log().length())
                .put("tail", document.log().tail());
        ArrayNode sessions = fields.putArray("sessions");
        document.sessions().stream()
                .sorted(Comparator.comparing(ProcessId::pid).thenComparing(ProcessId::startedAt))
                .forEach(process -> sessions.addObject()
                        .put("pid", process.pid())
                        .put("started_at", process.startedAt().toString())
                        .put("host", process.host()));
        try {
            return MAPPER.writeValueAsBytes(fields);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can always be written", e);
        }
    }

    private static RawValue text(Change change) {
        return new RawValue(new SerializedString(MAPPER.createObjectNode()
                .put("revision", change.revision())
                .put("view", change.view().name())
                .putRawValue("rows", new RawValue(change.rows()))
                .toString()));
    }
}
