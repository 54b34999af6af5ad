package dev.coord.lock;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.lock.LockRequest.Age;
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
 * @param age how old the work is, if the request said so; otherwise it counts as asked for when it was granted, in no wave
 * @param replaces the lease that it took the place of, while nobody knows of the upgrade yet; that lease is in force again
 *     when the owner dies
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
        Optional<Age> age,
        Optional<Lease> replaces) {

    /** Copies the list. */
    public Lease {
        locks = List.copyOf(locks);
    }

    /**
     * A lease that takes the place of none.
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
     * @param age how old the work is, where its request said so
     */
    public Lease(
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
        this(id, request, agent, feature, token, locks, grantedAt, expiresAt, ttl, owner, age, Optional.empty());
    }

    /**
     * The same lease with another expiry.
     *
     * @param until when it ends
     * @return the lease
     */
    public Lease expiringAt(Instant until) {
        return with(locks, until, owner, replaces);
    }

    /**
     * The same lease, bound to no process.
     *
     * @return the lease
     */
    public Lease detached() {
        return with(locks, expiresAt, Optional.empty(), Optional.empty());
    }

    /**
     * The same lease over other locks.
     *
     * @param held what is held
     * @return the lease
     */
    public Lease holding(List<PathLock> held) {
        return with(held, expiresAt, owner, replaces);
    }

    /**
     * Returns the same lease in the place of another one, for as long as nobody knows of it.
     *
     * @param older the lease as it was before, in force again when the process dies
     * @param asking the process that has yet to tell of it
     * @return the lease
     */
    public Lease inPlaceOf(Lease older, ProcessId asking) {
        return with(locks, expiresAt, Optional.of(asking), Optional.of(older));
    }

    /**
     * The same lease once its holder was told of it: it belongs to whom the lease before it belonged.
     *
     * @return the lease; itself where it takes the place of none
     */
    public Lease told() {
        return replaces.map(older -> with(locks, expiresAt, older.owner(), Optional.empty()))
                .orElse(this);
    }

    /**
     * The same lease with another form of the one that it takes the place of.
     *
     * @param older that one, if it takes the place of any
     * @return the lease
     */
    public Lease replacing(Optional<Lease> older) {
        return older.equals(replaces) ? this : with(locks, expiresAt, owner, older);
    }

    private Lease with(List<PathLock> held, Instant until, Optional<ProcessId> process, Optional<Lease> older) {
        return new Lease(id, request, agent, feature, token, held, grantedAt, until, ttl, process, age, older);
    }
}
