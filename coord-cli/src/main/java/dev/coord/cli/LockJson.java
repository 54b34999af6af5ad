package dev.coord.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.lock.ForeignLock;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.PathLock;
import dev.coord.lock.PendingRequest;
import dev.coord.plan.AgentId;
import dev.coord.plan.FeatureId;
import java.time.Instant;
import java.util.List;

/** Locks for tools, in rows as the protocol's file has them. */
final class LockJson {

    private LockJson() {}

    static ObjectNode of(LockOutcome outcome) {
        if (outcome instanceof LockOutcome.Granted granted) {
            return lease("granted", granted.lease());
        }
        if (outcome instanceof LockOutcome.Denied denied) {
            return refused("denied", denied.heldBy());
        }
        if (outcome instanceof LockOutcome.Deadlocked deadlocked) {
            ObjectNode document = refused("denied", List.of());
            Json.texts(document, "cycle", deadlocked.cycle());
            return document;
        }
        if (outcome instanceof LockOutcome.Waiting waiting) {
            return refused("waiting", waiting.heldBy());
        }
        if (outcome instanceof LockOutcome.TimedOut timedOut) {
            return refused("waiting", timedOut.heldBy());
        }
        throw new AssertionError(outcome);
    }

    static ObjectNode lease(String result, Lease lease) {
        ObjectNode document = Json.object()
                .put("result", result)
                .put("lease_id", lease.id().value())
                .put("token", lease.token().value())
                .put("expires_at", Json.time(lease.expiresAt()));
        ArrayNode locks = document.putArray("locks");
        lease.locks().forEach(lock -> row(locks, lock, "locked_by", lease.agent(), lease.feature(), lease.grantedAt()));
        document.putArray("held_by");
        return document;
    }

    /** Everything that is held and waited for. */
    static ObjectNode registry(LockRegistry registry) {
        ObjectNode document = Json.object();
        putRegistry(document, registry);
        return document;
    }

    static void putRegistry(ObjectNode document, LockRegistry registry) {
        ArrayNode locks = document.putArray("locks");
        for (Lease lease : registry.leases()) {
            for (PathLock lock : lease.locks()) {
                row(locks, lock, "locked_by", lease.agent(), lease.feature(), lease.grantedAt())
                        .put("kind", "lease")
                        .put("lease_id", lease.id().value())
                        .put("token", lease.token().value())
                        .put("expires_at", Json.time(lease.expiresAt()));
            }
        }
        for (ForeignLock foreign : registry.foreign()) {
            row(locks, foreign.lock(), "locked_by", foreign.lockedBy(), foreign.feature(), foreign.timestamp())
                    .put("kind", "foreign");
        }
        ArrayNode pending = document.putArray("pending_locks");
        for (PendingRequest waiting : registry.queue()) {
            for (PathLock lock : waiting.request().locks()) {
                row(
                                pending,
                                lock,
                                "requested_by",
                                waiting.request().agent(),
                                waiting.request().feature(),
                                waiting.since())
                        .put("request_id", waiting.request().id().value())
                        .put("expires_at", Json.time(waiting.deadline()));
            }
        }
    }

    private static ObjectNode refused(String result, List<Holder> heldBy) {
        ObjectNode document = Json.object().put("result", result);
        document.putNull("lease_id").putNull("token").putNull("expires_at").putArray("locks");
        ArrayNode holders = document.putArray("held_by");
        for (Holder holder : heldBy) {
            row(holders, holder.lock(), "locked_by", holder.agent(), holder.feature(), holder.since())
                    .put("kind", Words.of(holder.kind()));
        }
        return document;
    }

    private static ObjectNode row(
            ArrayNode rows, PathLock lock, String who, AgentId agent, FeatureId feature, Instant since) {
        return rows.addObject()
                .put("file_path", lock.path().value())
                .put(who, agent.value())
                .put("feature_id", feature.value())
                .put("timestamp", Json.time(since))
                .put("operation", lock.operation().jsonName());
    }
}
