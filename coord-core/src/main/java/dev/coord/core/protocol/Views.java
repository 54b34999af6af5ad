package dev.coord.core.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.core.json.Fragments;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.state.CoordinationState;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Renders the protocol's files: the specification's fields with their names, types and places, further fields behind them,
 * and what others wrote that coord does not know. A row that stays is written once. For one thread. Specification 3.1 and
 * 4.1, readings 8, 12 and 14.
 */
public final class Views {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final byte[] NO_ROWS = utf8("[]");
    private static final byte[] FIRST_ROW = utf8("[\n    ");
    private static final byte[] NEXT_ROW = utf8(",\n    ");
    private static final byte[] LAST_ROW = utf8("\n  ]");
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    /** As jq and people write JSON, so that an edit by either leaves little to compare. */
    private static final ObjectWriter PRETTY = MAPPER.writer(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(LINES)
            .withArrayIndenter(LINES));

    private final Fragments<Lease, byte[]> leases = new Fragments<>();
    private final Fragments<PendingRequest, byte[]> queue = new Fragments<>();

    private final ByteBuilder out = new ByteBuilder();

    public byte[] render(View view, Snapshot snapshot, long revision, Extras extras) {
        out.clear();
        ObjectNode file = MAPPER.createObjectNode();
        if (view == View.LOCKS) {
            list("{\n  \"locks\": ", locks(snapshot.locks(), extras));
            list(",\n  \"pending_locks\": ", pending(snapshot.locks(), extras));
        } else {
            state(file, snapshot.state(), extras);
        }
        file.put("revision", revision);
        extras.addTop(file);
        byte[] fields = utf8(pretty(file));
        if (view == View.LOCKS) {
            out.write(',');
            out.write(fields, 1, fields.length - 1); // its brace was opened above
        } else {
            out.write(fields);
        }
        out.write('\n');
        return out.toArray();
    }

    private List<byte[]> locks(LockRegistry locks, Extras extras) {
        List<byte[]> texts = new ArrayList<>(
                extras.areInRows()
                        ? locks.leases().stream()
                                .map(lease -> texts(rows(lease, extras)))
                                .toList()
                        : leases.of(locks.leases(), lease -> texts(rows(lease, Extras.NONE))));
        for (ForeignLock foreign : locks.foreign()) {
            ObjectNode row =
                    row(foreign.lock(), "locked_by", foreign.lockedBy(), foreign.feature(), foreign.timestamp());
            extras.addRow(row, Rows.lock(foreign.lock(), foreign.lockedBy(), foreign.feature()));
            texts.add(texts(List.of(row)));
        }
        return texts;
    }

    private List<byte[]> pending(LockRegistry locks, Extras extras) {
        List<byte[]> texts = new ArrayList<>(queue.of(locks.queue(), waiting -> texts(rows(waiting))));
        ArrayNode others = MAPPER.createArrayNode();
        extras.addPending(others);
        others.forEach(row -> texts.add(utf8(nested(row, 4))));
        return texts;
    }

    private void list(String name, List<byte[]> rows) {
        out.write(utf8(name));
        if (rows.isEmpty()) {
            out.write(NO_ROWS);
            return;
        }
        byte[] before = FIRST_ROW;
        for (byte[] row : rows) {
            out.write(before);
            out.write(row);
            before = NEXT_ROW;
        }
        out.write(LAST_ROW);
    }

    private static List<ObjectNode> rows(Lease lease, Extras extras) {
        List<ObjectNode> rows = new ArrayList<>();
        for (PathLock lock : lease.locks()) {
            ObjectNode row = row(lock, "locked_by", lease.agent(), lease.feature(), lease.grantedAt());
            row.put("lease_id", lease.id().value());
            row.put("expires_at", time(lease.expiresAt()));
            row.put("token", lease.token().value());
            extras.addRow(row, Rows.lock(lock, lease.agent(), lease.feature()));
            rows.add(row);
        }
        return rows;
    }

    private static List<ObjectNode> rows(PendingRequest waiting) {
        LockRequest request = waiting.request();
        List<ObjectNode> rows = new ArrayList<>();
        for (PathLock lock : request.locks()) {
            ObjectNode row = row(lock, "requested_by", request.agent(), request.feature(), waiting.since());
            row.put("request_id", request.id().value());
            row.put("expires_at", time(waiting.deadline()));
            rows.add(row);
        }
        return rows;
    }

    /** As they stand in a list of the file: thousands of them cannot each be given to an object writer. */
    private static byte[] texts(List<ObjectNode> rows) {
        StringBuilder texts = new StringBuilder(256);
        for (ObjectNode row : rows) {
            texts.append(texts.isEmpty() ? "" : ",\n    ");
            String before = "{\n      \"";
            for (Map.Entry<String, JsonNode> field : row.properties()) {
                texts.append(before);
                quote(field.getKey(), texts);
                texts.append("\": ");
                append(field.getValue(), texts);
                before = ",\n      \"";
            }
            texts.append("\n    }");
        }
        return utf8(texts.toString());
    }

    private static void append(JsonNode value, StringBuilder text) {
        if (value.isTextual()) {
            text.append('"');
            quote(value.textValue(), text);
            text.append('"');
        } else {
            text.append(nested(value, 6));
        }
    }

    private static void quote(String text, StringBuilder to) {
        StringBuilder quoted = new StringBuilder();
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        to.append(SafeText.json(quoted.toString()));
    }

    private static String nested(JsonNode value, int depth) {
        return value.isIntegralNumber()
                ? value.asText()
                : pretty(value).replace("\n", "\n" + " ".repeat(depth)); // a value has no line feed of its own
    }

    private static String pretty(JsonNode value) {
        try {
            return SafeText.json(PRETTY.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can always be written", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void state(ObjectNode file, CoordinationState state, Extras extras) {
        file.put("current_wave", state.currentWave());
        ArrayNode completed = file.putArray("completed_features");
        state.completed().forEach(id -> completed.add(id.value()));
        ArrayNode active = file.putArray("active_features");
        state.active().forEach(entry -> active.add(entry.feature().value()));
        ArrayNode blocked = file.putArray("blocked_features");
        state.blocked().forEach(entry -> blocked.add(entry.feature().value()));
        ArrayNode schema = file.putArray("schema_changes");
        state.schemaChanges().forEach(change -> {
            ObjectNode row = schema.addObject()
                    .put("feature_id", change.feature().value())
                    .put("table", change.table())
                    .put("operation", change.operation())
                    .put("committed", change.committed());
            extras.addRow(row, Rows.schema(Row.Kind.SCHEMA, change));
        });
        ObjectNode resources = file.putObject("shared_resources");
        state.sharedResources().forEach((name, resource) -> {
            ObjectNode node = resources.putObject(name).put("initialized", resource.initialized());
            ArrayNode users = node.putArray("features_using");
            resource.featuresUsing().forEach(user -> users.add(user.value()));
            extras.addRow(node, Row.of(Row.Kind.RESOURCE, name));
        });
        ObjectNode agents = file.putObject("active_agents");
        state.active()
                .forEach(entry -> entry.agent()
                        .ifPresent(agent -> agents.put(entry.feature().value(), agent.value())));
        ObjectNode reasons = file.putObject("blocked_reasons");
        state.blocked()
                .forEach(entry -> reasons.putObject(entry.feature().value())
                        .put("status", entry.status().jsonName())
                        .put("reason", entry.reason()));
    }

    private static ObjectNode row(PathLock lock, String who, AgentId agent, FeatureId feature, Instant since) {
        return MAPPER.createObjectNode()
                .put("file_path", lock.path().value())
                .put(who, agent.value())
                .put("feature_id", feature.value())
                .put("timestamp", time(since))
                .put("operation", lock.operation().jsonName());
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
