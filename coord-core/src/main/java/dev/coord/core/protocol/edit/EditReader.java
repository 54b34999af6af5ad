package dev.coord.core.protocol.edit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.AgentId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.json.ParserMessage;
import dev.coord.core.protocol.Extras;
import dev.coord.core.protocol.Row;
import dev.coord.core.protocol.edit.EditedView.Reason;
import dev.coord.state.FeatureStatus;
import dev.coord.store.View;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads a file of the protocol that somebody else wrote. Strict about what coord uses, and keeps what it does not know. */
public final class EditReader {

    private static final Set<String> LOCK_FIELDS =
            Set.of("file_path", "locked_by", "feature_id", "timestamp", "operation", "lease_id", "expires_at", "token");
    private static final Set<String> SCHEMA_FIELDS = Set.of("feature_id", "table", "operation", "committed");
    private static final Set<String> RESOURCE_FIELDS = Set.of("initialized", "features_using");
    private static final Set<String> LOCKS_TOP = Set.of("locks", "pending_locks", "revision");
    private static final Set<String> STATE_TOP = Set.of(
            "current_wave",
            "completed_features",
            "active_features",
            "blocked_features",
            "schema_changes",
            "shared_resources",
            "active_agents",
            "blocked_reasons",
            "revision");

    private static final int LONGEST_SHOWN = 200;

    /** More than any file of coord's has; what is understood must be written and read again, and soon. */
    private static final int MOST_ROWS = 50_000;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final int DEEPEST = 64;
    private static final int LONGEST_TEXT = 5_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // who chooses them could fill the memory
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNameLength(LONGEST_TEXT)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // which has room for what others write
            .build();

    private final Set<Row> rows = new TreeSet<>();
    private final Set<Row> own = new TreeSet<>();
    private final Map<Row, Instant> times = new TreeMap<>();
    private final Map<String, String> agents = new TreeMap<>();
    private final Map<String, Reason> reasons = new TreeMap<>();
    private final ObjectNode unknownTop = MAPPER.createObjectNode();
    private final ObjectNode unknownInRows = MAPPER.createObjectNode();
    private final ArrayNode pending = MAPPER.createArrayNode();

    private EditReader() {}

    /**
     * Reads an edited file.
     *
     * @throws BadInput if it is not what the protocol says; the message names the first fault
     */
    public static EditedView read(View view, byte[] bytes) {
        return read(view, object(bytes));
    }

    /**
     * An edited file that {@link #read} understands, as it stands.
     *
     * @throws BadInput if it does not
     */
    public static ObjectNode understood(View view, byte[] bytes) {
        ObjectNode file = object(bytes);
        read(view, file);
        return file;
    }

    /** The same of one that is taken apart. */
    public static EditedView read(View view, ObjectNode file) {
        EditReader reader = new EditReader();
        if (view == View.LOCKS) {
            reader.locks(file);
        } else {
            reader.state(file);
        }
        return new EditedView(
                reader.rows,
                reader.own,
                reader.times,
                reader.agents,
                reader.reasons,
                Extras.of(reader.unknownTop, reader.unknownInRows, reader.pending));
    }

    private void locks(ObjectNode file) {
        keepUnknown(unknownTop, file, LOCKS_TOP);
        each(file, "locks", this::lock);
        for (JsonNode entry : list(file, "pending_locks")) {
            if (!entry.has("request_id")) {
                pending.add(entry);
            }
        }
    }

    private void lock(JsonNode entry) {
        String operation = text(entry, "operation");
        if (!operation.equals("read") && !operation.equals("write")) {
            throw new BadInput("the operation of a lock is neither read nor write: " + shown(entry));
        }
        Row row = Row.of(
                Row.Kind.LOCK,
                new RepoPath(text(entry, "file_path")).value(),
                operation,
                new AgentId(text(entry, "locked_by")).value(),
                new FeatureId(text(entry, "feature_id")).value());
        add(row);
        if (entry.has("lease_id")) {
            own.add(row);
        }
        try {
            Instant time = Instant.parse(entry.path("timestamp").asText());
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw new BadInput("the timestamp of a lock is no time between the years 1 and 9999: " + shown(entry));
            }
            times.put(row, time);
        } catch (DateTimeParseException e) {
            times.remove(row); // a lock is honoured whether or not it says since when
        }
        keepUnknown(row, entry, LOCK_FIELDS);
    }

    private void state(ObjectNode file) {
        keepUnknown(unknownTop, file, STATE_TOP);
        JsonNode wave = file.path("current_wave");
        if (wave.isInt() && wave.intValue() >= 0) {
            add(Row.of(Row.Kind.WAVE, Integer.toString(wave.intValue())));
        } else if (!wave.isMissingNode()) {
            throw new BadInput("/current_wave: it is not a whole number from 0 to 2147483647: " + shown(wave));
        }
        features(file, "completed_features", Row.Kind.COMPLETED);
        features(file, "active_features", Row.Kind.ACTIVE);
        features(file, "blocked_features", Row.Kind.BLOCKED);
        each(file, "schema_changes", this::schemaChange);
        JsonNode resources = file.path("shared_resources");
        if (!resources.isMissingNode() && !resources.isObject()) {
            throw new BadInput("/shared_resources: it is not an object");
        }
        resources.properties().forEach(entry -> resource(entry.getKey(), entry.getValue()));
        entries(file, "active_agents").forEach(entry -> agents.put(entry.getKey(), agent(entry.getValue())));
        entries(file, "blocked_reasons").forEach(entry -> reasons.put(entry.getKey(), reason(entry.getValue())));
    }

    private static Set<Map.Entry<String, JsonNode>> entries(ObjectNode file, String field) {
        JsonNode object = file.path(field);
        if (!object.isMissingNode() && !object.isObject()) {
            throw new BadInput("/" + field + ": it is not an object");
        }
        return object.properties();
    }

    private static String agent(JsonNode id) {
        if (!id.isTextual()) {
            throw new BadInput("/active_agents: the id of an agent is not a text: " + shown(id));
        }
        return new AgentId(id.textValue()).value();
    }

    private static Reason reason(JsonNode entry) {
        String status = text(entry, "status");
        if (!status.equals("blocked") && !status.equals("failed")) {
            throw new BadInput("/blocked_reasons: a status is neither blocked nor failed: " + shown(entry));
        }
        return new Reason(FeatureStatus.valueOf(status.toUpperCase(Locale.ROOT)), words(entry));
    }

    /** As long as they like, as those of coord's commands are. */
    private static String words(JsonNode entry) {
        JsonNode words = entry.path("reason");
        if (!words.isTextual()) {
            throw new BadInput("/blocked_reasons: a reason is not a text: " + shown(entry));
        }
        return words.textValue();
    }

    /** A value that is true or false, or missing. */
    private static boolean isTrue(JsonNode entry, String field) {
        JsonNode value = entry.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new BadInput("'" + field + "' is neither true nor false: " + shown(entry));
        }
        return value.asBoolean(false);
    }

    private void schemaChange(JsonNode entry) {
        String feature = new FeatureId(text(entry, "feature_id")).value();
        String table = text(entry, "table");
        if (table.isBlank()) {
            throw new BadInput("an entry names no table: " + shown(entry));
        }
        String operation = text(entry, "operation");
        Row row = Row.of(Row.Kind.SCHEMA, feature, table, operation);
        add(row);
        if (isTrue(entry, "committed")) {
            add(Row.of(Row.Kind.COMMITTED, feature, table, operation));
        }
        keepUnknown(row, entry, SCHEMA_FIELDS);
    }

    private void resource(String name, JsonNode entry) {
        if (!entry.isObject()) {
            throw new BadInput("/shared_resources/" + name + ": it is not an object: " + shown(entry));
        }
        Row row = Row.of(Row.Kind.RESOURCE, name);
        add(row);
        if (isTrue(entry, "initialized")) {
            add(Row.of(Row.Kind.INITIALIZED, name));
        }
        for (JsonNode user : list(entry, "features_using")) {
            add(Row.of(Row.Kind.USER, name, feature(user)));
        }
        keepUnknown(row, entry, RESOURCE_FIELDS);
    }

    private void features(ObjectNode file, String field, Row.Kind kind) {
        each(file, field, id -> add(Row.of(kind, feature(id))));
    }

    private static String feature(JsonNode id) {
        if (!id.isTextual()) {
            throw new BadInput("the id of a feature is not a text: " + shown(id));
        }
        return new FeatureId(id.textValue()).value();
    }

    private void add(Row row) {
        rows.add(row);
        if (rows.size() > MOST_ROWS) {
            throw new BadInput("it has more than " + MOST_ROWS + " entries");
        }
    }

    private void keepUnknown(Row row, JsonNode entry, Set<String> known) {
        ObjectNode unknown = MAPPER.createObjectNode();
        keepUnknown(unknown, entry, known);
        if (!unknown.isEmpty()) {
            unknownInRows.set(row.name(), unknown);
        }
    }

    private static void keepUnknown(ObjectNode unknown, JsonNode entry, Set<String> known) {
        entry.properties().forEach(field -> {
            if (!known.contains(field.getKey())) {
                unknown.set(field.getKey(), field.getValue());
            }
        });
    }

    public static ObjectNode object(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder() // a parser would put other characters in the place of bytes that are none
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (MAPPER.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                    instanceof ObjectNode file) {
                requireWholeCharacters(file);
                return file;
            }
            throw new BadInput("it is not a JSON object");
        } catch (JsonProcessingException e) {
            throw new BadInput("it is not JSON: " + shown(ParserMessage.of(e)));
        } catch (NumberFormatException e) {
            throw new BadInput("a number in it is out of all bounds: " + shown(ParserMessage.of(e)));
        } catch (CharacterCodingException e) {
            throw new BadInput("it is not a text in UTF-8: byte " + place(bytes) + " belongs to no character");
        }
    }

    /** Where the first bytes stand that are no character, counted from 1. */
    private static int place(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        StandardCharsets.UTF_8.newDecoder().decode(from, CharBuffer.allocate(bytes.length + 1), true);
        return from.position() + 1;
    }

    /** Half a character can be written in JSON, as an escape, but not in UTF-8. */
    private static void requireWholeCharacters(JsonNode node) {
        if (node.isTextual()) {
            requireWholeCharacters(node.textValue());
        }
        node.fieldNames().forEachRemaining(EditReader::requireWholeCharacters);
        node.forEach(EditReader::requireWholeCharacters);
    }

    private static void requireWholeCharacters(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new BadInput("a text holds half a character: " + shown(text));
        }
    }

    /** Reads each entry of a list; a fault tells which. */
    private static void each(JsonNode file, String field, Consumer<JsonNode> reading) {
        int index = 0;
        for (JsonNode entry : list(file, field)) {
            try {
                reading.accept(entry);
            } catch (BadInput e) {
                throw new BadInput("/" + field + "/" + index + ": " + e.getMessage());
            }
            index++;
        }
    }

    private static Iterable<JsonNode> list(JsonNode node, String field) {
        JsonNode list = node.path(field);
        if (!list.isMissingNode() && !list.isArray()) {
            throw new BadInput("/" + field + ": it is not a list");
        }
        return list;
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        StringBuilder shown = new StringBuilder();
        text.chars()
                .limit(LONGEST_SHOWN)
                .forEach(c -> shown.append(
                        Character.isISOControl(c) || Character.isSurrogate((char) c)
                                ? String.format("\\u%04x", c)
                                : Character.toString(c)));
        return text.length() > LONGEST_SHOWN ? shown + "..." : shown.toString();
    }

    private static String text(JsonNode entry, String field) {
        JsonNode value = entry.path(field);
        if (!value.isTextual()) {
            throw new BadInput("an entry has no text in '" + field + "': " + shown(entry));
        }
        if (value.textValue().length() > LONGEST_TEXT) {
            throw new BadInput("an entry has more than " + LONGEST_TEXT + " characters in '" + field + "'");
        }
        return value.textValue();
    }
}
