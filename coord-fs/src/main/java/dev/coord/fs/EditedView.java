package dev.coord.fs;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.BadInput;
import dev.coord.plan.AgentId;
import dev.coord.plan.FeatureId;
import dev.coord.plan.RepoPath;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A file of the protocol as somebody else wrote it.
 *
 * @param revision the revision it was made from, if it says so
 * @param rows what it states
 * @param times when its locks were taken
 * @param committed its schema changes that say they are committed
 * @param extras what coord does not know
 */
record EditedView(
        OptionalLong revision, Set<Row> rows, Map<Row, Instant> times, Set<Row> committed, ObjectNode extras) {

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
    private static final int LARGEST = 16 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads an edited file.
     *
     * @throws BadInput if it is not what the protocol says; the message names the first fault
     */
    static EditedView parse(View view, byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw new BadInput("it has " + bytes.length + " bytes, more than " + LARGEST);
        }
        JsonNode tree;
        try {
            tree = MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new BadInput("it is not JSON: " + e.getMessage());
        }
        if (!(tree instanceof ObjectNode file)) {
            throw new BadInput("it is not a JSON object");
        }
        JsonNode revision = file.path("revision");
        EditedView edited = new EditedView(
                revision.isIntegralNumber() ? OptionalLong.of(revision.longValue()) : OptionalLong.empty(),
                new TreeSet<>(),
                new TreeMap<>(),
                new TreeSet<>(),
                MAPPER.createObjectNode());
        edited.keepUnknown(Views.TOP, file, view == View.LOCKS ? LOCKS_TOP : STATE_TOP);
        if (view == View.LOCKS) {
            edited.readLocks(file);
        } else {
            edited.readState(file);
        }
        return edited;
    }

    private void readLocks(ObjectNode file) {
        for (JsonNode row : array(file, "locks")) {
            String path = new RepoPath(text(row, "file_path")).value();
            String agent = new AgentId(text(row, "locked_by")).value();
            String feature = new FeatureId(text(row, "feature_id")).value();
            String operation = text(row, "operation");
            if (!operation.equals("read") && !operation.equals("write")) {
                throw new BadInput("the operation of a lock on '" + path + "' is neither read nor write");
            }
            Row lock = Row.of(Row.Kind.LOCK, path, operation, agent, feature);
            rows.add(lock);
            try {
                times.put(lock, Instant.parse(row.path("timestamp").asText()));
            } catch (DateTimeParseException e) {
                throw new BadInput(
                        "the timestamp of a lock on '" + path + "' is not ISO-8601: " + row.path("timestamp"));
            }
            keepUnknown(Views.key(path, operation, agent, feature), row, LOCK_FIELDS);
        }
        ArrayNode foreign = MAPPER.createArrayNode();
        for (JsonNode row : array(file, "pending_locks")) {
            if (!row.has("request_id")) {
                foreign.add(row);
            }
        }
        if (!foreign.isEmpty()) {
            extras.set(Views.PENDING, foreign);
        }
    }

    private void readState(ObjectNode file) {
        JsonNode wave = file.path("current_wave");
        if (!wave.isMissingNode() && !wave.isInt()) {
            throw new BadInput("current_wave is not a number");
        }
        rows.add(Row.of(Row.Kind.WAVE, Integer.toString(wave.asInt(0))));
        ids(file, "completed_features", Row.Kind.COMPLETED);
        ids(file, "active_features", Row.Kind.ACTIVE);
        ids(file, "blocked_features", Row.Kind.BLOCKED);
        for (JsonNode row : array(file, "schema_changes")) {
            String feature = new FeatureId(text(row, "feature_id")).value();
            Row change = Row.of(Row.Kind.SCHEMA, feature, text(row, "table"), text(row, "operation"));
            rows.add(change);
            if (row.path("committed").asBoolean(false)) {
                committed.add(change);
            }
            keepUnknown(Views.key("", change.part(2), change.part(1), feature), row, SCHEMA_FIELDS);
        }
        JsonNode resources = file.path("shared_resources");
        if (!resources.isMissingNode() && !resources.isObject()) {
            throw new BadInput("shared_resources is not an object");
        }
        resources.fields().forEachRemaining(entry -> {
            rows.add(Row.of(Row.Kind.RESOURCE, entry.getKey()));
            if (entry.getValue().path("initialized").asBoolean(false)) {
                rows.add(Row.of(Row.Kind.INITIALIZED, entry.getKey()));
            }
            for (JsonNode user : array(entry.getValue(), "features_using")) {
                rows.add(Row.of(Row.Kind.USER, entry.getKey(), new FeatureId(user.asText()).value()));
            }
            keepUnknown(entry.getKey(), entry.getValue(), RESOURCE_FIELDS);
        });
    }

    private void ids(ObjectNode file, String field, Row.Kind kind) {
        for (JsonNode id : array(file, field)) {
            rows.add(Row.of(kind, new FeatureId(id.asText()).value()));
        }
    }

    private void keepUnknown(String key, JsonNode node, Set<String> known) {
        ObjectNode unknown = MAPPER.createObjectNode();
        node.fields().forEachRemaining(field -> {
            if (!known.contains(field.getKey())) {
                unknown.set(field.getKey(), field.getValue());
            }
        });
        if (unknown.isEmpty()) {
            return;
        }
        if (key.equals(Views.TOP)) {
            extras.set(Views.TOP, unknown);
        } else {
            extras.withObjectProperty(Views.ROWS).set(key, unknown);
        }
    }

    private static Iterable<JsonNode> array(JsonNode node, String field) {
        JsonNode array = node.path(field);
        if (!array.isMissingNode() && !array.isArray()) {
            throw new BadInput(field + " is not a list");
        }
        return array;
    }

    private static String text(JsonNode row, String field) {
        JsonNode value = row.path(field);
        if (!value.isTextual()) {
            throw new BadInput("an entry has no text in '" + field + "': " + row);
        }
        return value.textValue();
    }
}
