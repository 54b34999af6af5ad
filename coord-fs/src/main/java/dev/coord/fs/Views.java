package dev.coord.fs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.lock.ForeignLock;
import dev.coord.lock.Lease;
import dev.coord.lock.PathLock;
import dev.coord.lock.PendingRequest;
import dev.coord.plan.AgentId;
import dev.coord.plan.FeatureId;
import dev.coord.state.CoordinationState;
import dev.coord.store.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Renders the protocol's files: the specification's fields with their names, types and places, further fields behind them,
 * and what others wrote that coord does not know. Specification 3.1 and 4.1, readings 8, 12 and 14.
 */
final class Views {

    /** In extras: unknown top-level fields. */
    static final String TOP = "top";

    /** In extras: unknown fields of rows, by {@link #key}. */
    static final String ROWS = "rows";

    /** In extras: pending rows that others wrote. */
    static final String PENDING = "pending";

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final ObjectWriter PRETTY =
            MAPPER.writer(new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

    private Views() {}

    static byte[] render(View view, Snapshot snapshot, long revision, ObjectNode extras) {
        ObjectNode file = view == View.LOCKS ? locks(snapshot, extras) : state(snapshot.state(), extras);
        file.put("revision", revision);
        if (extras.get(TOP) instanceof ObjectNode top) {
            top.fields().forEachRemaining(field -> file.set(field.getKey(), field.getValue()));
        }
        try {
            return (PRETTY.writeValueAsString(file) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can always be written", e);
        }
    }

    static String key(String path, String operation, String agent, String feature) {
        return String.join("\t", path, operation, agent, feature);
    }

    private static ObjectNode locks(Snapshot snapshot, ObjectNode extras) {
        ObjectNode file = MAPPER.createObjectNode();
        ArrayNode locks = file.putArray("locks");
        for (Lease lease : snapshot.locks().leases()) {
            for (PathLock lock : lease.locks()) {
                ObjectNode row = row(locks, lock, "locked_by", lease.agent(), lease.feature(), lease.grantedAt());
                row.put("lease_id", lease.id().value());
                row.put("expires_at", time(lease.expiresAt()));
                row.put("token", lease.token().value());
                addExtras(row, extras, key(lock, lease.agent(), lease.feature()));
            }
        }
        for (ForeignLock foreign : snapshot.locks().foreign()) {
            ObjectNode row =
                    row(locks, foreign.lock(), "locked_by", foreign.lockedBy(), foreign.feature(), foreign.timestamp());
            addExtras(row, extras, key(foreign.lock(), foreign.lockedBy(), foreign.feature()));
        }
        ArrayNode pending = file.putArray("pending_locks");
        for (PendingRequest waiting : snapshot.locks().queue()) {
            for (PathLock lock : waiting.request().locks()) {
                ObjectNode row = row(
                        pending,
                        lock,
                        "requested_by",
                        waiting.request().agent(),
                        waiting.request().feature(),
                        waiting.since());
                row.put("request_id", waiting.request().id().value());
                row.put("expires_at", time(waiting.deadline()));
            }
        }
        extras.path(PENDING).forEach(pending::add);
        return file;
    }

    private static ObjectNode state(CoordinationState state, ObjectNode extras) {
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
            addExtras(
                    row,
                    extras,
                    key("", change.operation(), change.table(), change.feature().value()));
        });
        ObjectNode resources = file.putObject("shared_resources");
        state.sharedResources().forEach((name, resource) -> {
            ObjectNode node = resources.putObject(name).put("initialized", resource.initialized());
            ArrayNode users = node.putArray("features_using");
            resource.featuresUsing().forEach(user -> users.add(user.value()));
            addExtras(node, extras, name);
        });
        ObjectNode agents = file.putObject("active_agents");
        state.active()
                .forEach(entry -> entry.agent()
                        .ifPresent(agent -> agents.put(entry.feature().value(), agent.value())));
        ObjectNode reasons = file.putObject("blocked_reasons");
        state.blocked()
                .forEach(entry -> reasons.putObject(entry.feature().value())
                        .put("status", entry.status().name().toLowerCase(java.util.Locale.ROOT))
                        .put("reason", entry.reason()));
        return file;
    }

    private static ObjectNode row(
            ArrayNode rows, PathLock lock, String who, AgentId agent, FeatureId feature, Instant since) {
        return rows.addObject()
                .put("file_path", lock.path().value())
                .put(who, agent.value())
                .put("feature_id", feature.value())
                .put("timestamp", time(since))
                .put("operation", lock.operation().jsonName());
    }

    private static void addExtras(ObjectNode row, ObjectNode extras, String key) {
        JsonNode more = extras.path(ROWS).path(key);
        more.fields().forEachRemaining(field -> row.set(field.getKey(), field.getValue()));
    }

    private static String key(PathLock lock, AgentId agent, FeatureId feature) {
        return key(lock.path().value(), lock.operation().jsonName(), agent.value(), feature.value());
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
