package dev.coord.fs.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.ProcessId;
import dev.coord.core.json.snapshot.SnapshotVersions;
import dev.coord.core.protocol.ByteBuilder;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * Writes one version of the private document after the other, anew only what has changed: {@code {"format", "version",
 * "crc32c", "views", "log", "sessions", "snapshot", "history"}}. For one thread. {@link DocumentJson} reads it.
 */
public final class DocumentWriter {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final byte[] SNAPSHOT = ",\"snapshot\":".getBytes(StandardCharsets.US_ASCII);

    private final SnapshotVersions snapshots;
    private final ByteBuilder out = new ByteBuilder();

    private final OutputStream stream = new OutputStream() {
        @Override
        public void write(int value) {
            out.write(value);
        }

        @Override
        public void write(byte[] more, int from, int count) {
            out.write(more, from, count);
        }
    };

    public DocumentWriter(SnapshotVersions snapshots) {
        this.snapshots = snapshots;
    }

    /** The document's bytes, until the next call. */
    public ByteBuffer write(StoredDocument document) {
        out.clear();
        out.write(DocumentHead.blank());
        byte[] fields = fields(document);
        out.write(fields, 1, fields.length - 2); // without its braces
        out.write(SNAPSHOT);
        snapshots.write(document.snapshot(), stream);
        RecentEditsLines.write(document.history(), out);
        ByteBuffer bytes = out.buffer();
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
}
