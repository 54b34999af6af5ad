package dev.coord.lock;

import dev.coord.ProcessId;
import dev.coord.plan.AgentId;
import dev.coord.plan.FeatureId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A granted set of locks with an expiry. Specification 3.1.
 *
 * @param id names the lease
 * @param request the request it answers
 * @param agent who holds it
 * @param feature what it is for
 * @param token greater than the token of every grant before
 * @param locks what is held
 * @param grantedAt when it was granted
 * @param expiresAt when it ends unless it is renewed before
 * @param ttl by how long a renewal moves the expiry
 * @param owner the process whose death ends it at once
 * @param age how old the work is, where its request said so; else it counts as asked for when it was granted, in no wave
 */
public record Lease(
        LeaseId id,
        RequestId request,
        AgentId agent,
        FeatureId feature,
        FencingToken token,
        List<PathLock> locks,
        Instant grantedAt,
        Instant expiresAt,
        Duration ttl,
        Optional<ProcessId> owner,
        Optional<Age> age) {

    /** Copies the list. */
    public Lease {
        locks = List.copyOf(locks);
    }

    /**
     * The same lease with another expiry.
     *
     * @param until when it ends
     * @return the lease
     */
    public Lease expiringAt(Instant until) {
        return new Lease(id, request, agent, feature, token, locks, grantedAt, until, ttl, owner, age);
    }

    /**
     * The same lease, bound to no process.
     *
     * @return the lease
     */
    public Lease detached() {
        return new Lease(id, request, agent, feature, token, locks, grantedAt, expiresAt, ttl, Optional.empty(), age);
    }

    /**
     * The same lease over other locks.
     *
     * @param held what is held
     * @return the lease
     */
    public Lease holding(List<PathLock> held) {
        return new Lease(id, request, agent, feature, token, held, grantedAt, expiresAt, ttl, owner, age);
    }
}
