package dev.coord.fs.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.ProcessId;
import dev.coord.core.json.ParserMessage;
import dev.coord.core.json.snapshot.SnapshotVersions;
import dev.coord.core.protocol.Extras;
import dev.coord.core.protocol.delta.RecentEdits;
import dev.coord.fs.document.StoredDocument.LogState;
import dev.coord.fs.document.StoredDocument.ViewState;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the private document, as {@link DocumentWriter} or an earlier version of it wrote it. */
public final class DocumentJson {

    /** Without a head and with digests of another kind: its views are written anew. */
    private static final int FIRST_FORMAT = 1;

    private static final String SNAPSHOT = "snapshot";
    // What could be written has to be read again, so the default bounds of a text's length do not hold here.
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private DocumentJson() {}

    public static StoredDocument read(byte[] bytes, String file) {
        return read(bytes, file, new SnapshotVersions());
    }

    /** The same; of the snapshot only what no version had before. */
    public static StoredDocument read(byte[] bytes, String file, SnapshotVersions versions) {
        try (JsonParser parser = MAPPER.createParser(bytes)) {
            ObjectNode head = MAPPER.createObjectNode();
            byte[] snapshot = new byte[0];
            boolean intact = DocumentHead.isIntact(bytes);
            Optional<RecentEdits> history = Optional.empty();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is not a JSON object");
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                parser.nextToken();
                if (field.equals(SNAPSHOT) && intact) {
                    int from = (int) parser.currentTokenLocation().getByteOffset();
                    int end = RecentEditsLines.begin(bytes, from);
                    snapshot = Arrays.copyOfRange(bytes, from, end);
                    history = Optional.of(RecentEditsLines.read(bytes, end));
                    break; // they are the last
                }
                if (field.equals(SNAPSHOT)) {
                    snapshot = value(parser, bytes);
                } else {
                    head.set(field, parser.readValueAsTree());
                }
            }
            int format = head.path("format").asInt(-1);
            if (format != FIRST_FORMAT && format != DocumentHead.FORMAT) {
                throw new StoreFailed("cannot read '" + file + "': its format is " + head.path("format")
                        + " and this version reads formats up to " + DocumentHead.FORMAT
                        + "; use the version of coord that wrote it, or a later one");
            }
            if (format == DocumentHead.FORMAT && !intact) {
                throw new IllegalArgumentException("it is not what coord wrote: its sum does not fit");
            }
            // What anybody may have laid out as he likes is not to be written again as it is.
            SnapshotVersions own = intact ? versions : new SnapshotVersions();
            return document(head, history, snapshot(snapshot, file, own));
        } catch (IOException
                | IllegalArgumentException
                | ClassCastException
                | NullPointerException
                | DateTimeException e) {
            throw new StoreFailed(
                    "cannot read '" + file + "': it is corrupt (" + ParserMessage.of(e)
                            + "); restore it from a copy, or move the coordination directory away to begin anew",
                    e);
        }
    }

    private static Snapshot snapshot(byte[] bytes, String file, SnapshotVersions versions) {
        try {
            return versions.read(bytes);
        } catch (StoreFailed e) {
            throw new StoreFailed("cannot read '" + file + "': " + e.getMessage(), e);
        }
    }

    private static StoredDocument document(JsonNode head, Optional<RecentEdits> history, Snapshot snapshot) {
        Map<View, ViewState> views = new EnumMap<>(View.class);
        for (View view : View.values()) {
            JsonNode state = head.required("views").required(view.name());
            views.put(
                    view,
                    new ViewState(
                            state.required("revision").longValue(),
                            state.required("digest").textValue(),
                            state.required("previous").textValue(),
                            new Extras((ObjectNode) state.required("extras"))));
        }
        JsonNode log = head.required("log");
        return new StoredDocument(
                snapshot,
                views,
                history.orElseGet(() -> RecentEdits.none(snapshot.revision())), // in the first format it says less
                new LogState(
                        log.required("length").longValue(), log.required("tail").textValue()),
                sessions(head.path("sessions")));
    }

    private static Set<ProcessId> sessions(JsonNode array) {
        Set<ProcessId> sessions = new HashSet<>();
        for (JsonNode process : array) {
            sessions.add(new ProcessId(
                    process.required("pid").longValue(),
                    Instant.parse(process.required("started_at").textValue()),
                    process.required("host").textValue()));
        }
        return sessions;
    }

    /** The value's own bytes: it is read by who wrote it. */
    private static byte[] value(JsonParser parser, byte[] bytes) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        return Arrays.copyOfRange(bytes, from, (int) parser.currentLocation().getByteOffset());
    }
}
