package dev.coord.fs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
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
import java.util.Locale;

/**
 * Renders the protocol's files: the specification's fields with their names, types and places, further fields behind them,
 * and what others wrote that coord does not know. Specification 3.1 and 4.1, readings 8, 12 and 14.
 */
final class Views {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    /** As jq and people write JSON, so that an edit by either leaves little to compare. */
    private static final ObjectWriter PRETTY = MAPPER.writer(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(LINES)
            .withArrayIndenter(LINES));

    private Views() {}

    static Content render(View view, Snapshot snapshot, long revision, Extras extras) {
        ObjectNode file = view == View.LOCKS ? locks(snapshot, extras) : state(snapshot.state(), extras);
        file.put("revision", revision);
        extras.addTop(file);
        try {
            return Content.of((PRETTY.writeValueAsString(file) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can always be written", e);
        }
    }

    private static ObjectNode locks(Snapshot snapshot, Extras extras) {
        ObjectNode file = MAPPER.createObjectNode();
        ArrayNode locks = file.putArray("locks");
        for (Lease lease : snapshot.locks().leases()) {
            for (PathLock lock : lease.locks()) {
                ObjectNode row = row(locks, lock, "locked_by", lease.agent(), lease.feature(), lease.grantedAt());
                row.put("lease_id", lease.id().value());
                row.put("expires_at", time(lease.expiresAt()));
                row.put("token", lease.token().value());
                extras.addRow(row, Rows.lock(lock, lease.agent(), lease.feature()));
            }
        }
        for (ForeignLock foreign : snapshot.locks().foreign()) {
            ObjectNode row =
                    row(locks, foreign.lock(), "locked_by", foreign.lockedBy(), foreign.feature(), foreign.timestamp());
            extras.addRow(row, Rows.lock(foreign.lock(), foreign.lockedBy(), foreign.feature()));
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
        extras.addPending(pending);
        return file;
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

    private static ObjectNode row(
            ArrayNode rows, PathLock lock, String who, AgentId agent, FeatureId feature, Instant since) {
        return rows.addObject()
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
