package dev.coord.fs;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.coord.core.json.Fragments;
import dev.coord.lock.ForeignLock;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PendingRequest;
import dev.coord.plan.AgentId;
import dev.coord.plan.FeatureId;
import dev.coord.state.CoordinationState;
import dev.coord.store.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Renders the protocol's files: the specification's fields with their names, types and places, further fields behind them,
 * and what others wrote that coord does not know. A row that stays is written once. For one thread. Specification 3.1 and
 * 4.1, readings 8, 12 and 14.
 */
final class Views {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int GROWTH = 16 << 10; // room for what comes, so that little is copied
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    /** As jq and people write JSON, so that an edit by either leaves little to compare. */
    private static final ObjectWriter PRETTY = MAPPER.writer(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(LINES)
            .withArrayIndenter(LINES));

    private final Fragments<Lease, List<RawValue>> leases = new Fragments<>(lease -> texts(rows(lease, Extras.NONE)));
    private final Fragments<PendingRequest, List<RawValue>> queue = new Fragments<>(waiting -> texts(rows(waiting)));

    private int length;

    Content render(View view, Snapshot snapshot, long revision, Extras extras) {
        ObjectNode file = view == View.LOCKS ? locks(snapshot, extras) : state(snapshot.state(), extras);
        file.put("revision", revision);
        extras.addTop(file);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream(length + GROWTH);
            PRETTY.writeValue(out, file);
            out.write('\n');
            length = out.size();
            return Content.of(out.toByteArray());
        } catch (IOException e) {
            throw new AssertionError("a tree can always be written", e);
        }
    }

    private ObjectNode locks(Snapshot snapshot, Extras extras) {
        ObjectNode file = MAPPER.createObjectNode();
        ArrayNode locks = file.putArray("locks");
        if (extras.areInRows()) {
            snapshot.locks().leases().forEach(lease -> rows(lease, extras).forEach(locks::add));
        } else {
            leases.of(snapshot.locks().leases()).forEach(rows -> rows.forEach(locks::addRawValue));
        }
        for (ForeignLock foreign : snapshot.locks().foreign()) {
            ObjectNode row =
                    row(foreign.lock(), "locked_by", foreign.lockedBy(), foreign.feature(), foreign.timestamp());
            extras.addRow(row, Rows.lock(foreign.lock(), foreign.lockedBy(), foreign.feature()));
            locks.add(row);
        }
        ArrayNode pending = file.putArray("pending_locks");
        queue.of(snapshot.locks().queue()).forEach(rows -> rows.forEach(pending::addRawValue));
        extras.addPending(pending);
        return file;
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

    /** As they stand in a list of the file. */
    private static List<RawValue> texts(List<ObjectNode> rows) {
        return rows.stream().map(Views::text).toList();
    }

    /** As {@link #PRETTY} writes it in its place, without its machinery, which would cost more than all else here. */
    private static RawValue text(ObjectNode row) {
        StringBuilder text = new StringBuilder(256);
        String separator = "{\n      \"";
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            text.append(separator).append(field.getKey()).append("\": ");
            JsonNode value = field.getValue();
            if (value.isTextual()) {
                text.append('"');
                JsonStringEncoder.getInstance().quoteAsString(value.textValue(), text);
                text.append('"');
            } else {
                text.append(value.longValue());
            }
            separator = ",\n      \"";
        }
        return new RawValue(new SerializedString(text.append("\n    }").toString()));
    }

    private static ObjectNode state(CoordinationState state, Extras extras) {
        ObjectNode file = MAPPER.createObjectNode();
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
                        .put("status", entry.status().name().toLowerCase(Locale.ROOT))
                        .put("reason", entry.reason()));
        return file;
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
