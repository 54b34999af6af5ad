package dev.coord.lock;

import dev.coord.AgentId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.lock.PathLock.Operation;
import dev.coord.plan.Feature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A wish for a set of locks, granted whole or not at all. Locks are re-entrant by agent id: leases of the same agent are never in
 * each other's way, across threads, coordinators and processes. What is to be kept apart needs ids of its own. Specification 3.2.
 *
 * @param id names this request; a repetition with the same id gets the first answer again
 * @param agent who asks
 * @param feature what the locks are for
 * @param locks a path that is asked for both ways is asked for writing; none for a lease that only bears a token
 * @param policy what to do when another agent is in the way
 * @param ttl how long the lease lives without renewal
 * @param patience how long the request may stay in the queue
 * @param owner the process whose death ends lease and request at once; none for agents that live in a shell
 * @param age how old the work is; where it is not said and the policy needs it, as old as this request, in no wave
 */
public record LockRequest(
        RequestId id,
        AgentId agent,
        FeatureId feature,
        List<PathLock> locks,
        ContentionPolicy policy,
        Duration ttl,
        Duration patience,
        Optional<ProcessId> owner,
        Optional<Age> age) {

    /** How long a lease lives without renewal unless the request says otherwise. */
    public static final Duration DEFAULT_TTL = Duration.ofMinutes(5);

    /** How long a request stays in the queue unless it says otherwise. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * Copies and checks.
     *
     * @throws BadInput if a duration is not positive (ttl), negative (patience) or over a year
     */
    public LockRequest {
        locks = withoutRepetition(locks);
        checkTtl(ttl);
        checkPatience(patience);
    }

    /**
     * Checks how long a lease is to live without renewal.
     *
     * @param ttl how long
     * @throws BadInput if it is not positive or over a year
     */
    public static void checkTtl(Duration ttl) {
        if (ttl.isZero() || ttl.isNegative() || ttl.compareTo(LONGEST) > 0) {
            throw new BadInput("a lease cannot live for " + ttl + "; give a positive duration of at most a year");
        }
    }

    /**
     * Checks how long something is to wait for locks.
     *
     * @param patience how long
     * @throws BadInput if it is negative or over a year
     */
    public static void checkPatience(Duration patience) {
        if (patience.isNegative() || patience.compareTo(LONGEST) > 0) {
            throw new BadInput("a request cannot wait for " + patience + "; give a duration of at most a year");
        }
    }

    /**
     * Begins a request with the defaults: a random id, {@link ContentionPolicy#BY_OPERATION}, {@link #DEFAULT_TTL},
     * {@link #DEFAULT_PATIENCE}, no owner.
     *
     * @param agent who asks
     * @param feature what the locks are for
     * @return a builder, not safe for use by several threads
     */
    public static Builder builder(String agent, String feature) {
        return new Builder(new AgentId(agent), new FeatureId(feature));
    }

    /**
     * Begins a request with the same defaults.
     *
     * @param agent who asks
     * @param feature what the locks are for
     * @return a builder, not safe for use by several threads
     */
    public static Builder builder(AgentId agent, FeatureId feature) {
        return new Builder(agent, feature);
    }

    /**
     * What an agent needs to make a feature, with the same defaults: a lock on everything it declares to write, as a run and a
     * claim ask for it.
     *
     * @param feature what is to be made
     * @param agent who asks
     * @return the request, of a fresh id
     */
    public static LockRequest of(Feature feature, AgentId agent) {
        return builder(agent, feature.id()).write(feature.fileWrites()).build();
    }

    /**
     * This request with another policy.
     *
     * @param other what to do when another agent is in the way
     * @return a copy of the same name
     */
    public LockRequest withPolicy(ContentionPolicy other) {
        return new LockRequest(id, agent, feature, locks, other, ttl, patience, owner, age);
    }

    /**
     * This request with another patience.
     *
     * @param other how long the request may stay in the queue
     * @return a copy of the same name
     * @throws BadInput if it is negative or over a year
     */
    public LockRequest withPatience(Duration other) {
        return new LockRequest(id, agent, feature, locks, policy, ttl, other, owner, age);
    }

    /**
     * This request with another age.
     *
     * @param other how old the work is
     * @return a copy of the same name
     */
    public LockRequest withAge(Age other) {
        return new LockRequest(id, agent, feature, locks, policy, ttl, patience, owner, Optional.of(other));
    }

    private static List<PathLock> withoutRepetition(List<PathLock> locks) {
        return locks.stream()
                .filter(lock -> lock.operation() == Operation.WRITE
                        || !locks.contains(new PathLock(lock.path(), Operation.WRITE)))
                .distinct()
                .toList();
    }

    /** Collects a request. */
    public static final class Builder {

        private final AgentId agent;
        private final FeatureId feature;
        private final List<PathLock> locks = new ArrayList<>();
        private RequestId id = new RequestId(UUID.randomUUID().toString());
        private ContentionPolicy policy = ContentionPolicy.BY_OPERATION;
        private Duration ttl = DEFAULT_TTL;
        private Duration patience = DEFAULT_PATIENCE;
        private Optional<ProcessId> owner = Optional.empty();
        private Optional<Age> age = Optional.empty();

        private Builder(AgentId agent, FeatureId feature) {
            this.agent = agent;
            this.feature = feature;
        }

        /**
         * Names the request, so that it can be repeated safely.
         *
         * @param id its name
         * @return this builder
         */
        public Builder id(RequestId id) {
            this.id = id;
            return this;
        }

        /**
         * Adds paths to read.
         *
         * @param paths files, directories or globs
         * @return this builder
         */
        public Builder read(String... paths) {
            return add(Operation.READ, paths);
        }

        /**
         * Adds paths to read.
         *
         * @param paths files, directories or globs
         * @return this builder
         */
        public Builder read(Collection<RepoPath> paths) {
            return add(Operation.READ, paths);
        }

        /**
         * Adds paths to write.
         *
         * @param paths files, directories or globs
         * @return this builder
         */
        public Builder write(String... paths) {
            return add(Operation.WRITE, paths);
        }

        /**
         * Adds paths to write.
         *
         * @param paths files, directories or globs
         * @return this builder
         */
        public Builder write(Collection<RepoPath> paths) {
            return add(Operation.WRITE, paths);
        }

        /**
         * Says what to do when another agent is in the way.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder policy(ContentionPolicy policy) {
            this.policy = policy;
            return this;
        }

        /**
         * Says how long the lease lives without renewal.
         *
         * @param ttl a positive duration
         * @return this builder
         */
        public Builder ttl(Duration ttl) {
            this.ttl = ttl;
            return this;
        }

        /**
         * Says how long the request may stay in the queue.
         *
         * @param patience zero or more
         * @return this builder
         */
        public Builder patience(Duration patience) {
            this.patience = patience;
            return this;
        }

        /**
         * Binds lease and request to the life of a process: they end when it dies. A lease whose owner is seen to live does
         * not end by the clock, which may be set; only a release or a break ends it.
         *
         * @param owner the process
         * @return this builder
         */
        public Builder owner(ProcessId owner) {
            this.owner = Optional.of(owner);
            return this;
        }

        /**
         * Says how old the work is, so that older work comes first where a policy asks for it.
         *
         * @param age its wave, and when it first asked
         * @return this builder
         */
        public Builder age(Age age) {
            this.age = Optional.of(age);
            return this;
        }

        /**
         * The request as collected so far.
         *
         * @return a request that later calls of this builder do not change
         * @throws BadInput as the constructor of {@link LockRequest}
         */
        public LockRequest build() {
            return new LockRequest(id, agent, feature, locks, policy, ttl, patience, owner, age);
        }

        private Builder add(Operation operation, String... paths) {
            return add(operation, List.of(paths).stream().map(RepoPath::new).toList());
        }

        private Builder add(Operation operation, Collection<RepoPath> paths) {
            paths.forEach(path -> locks.add(new PathLock(path, operation)));
            return this;
        }
    }

    /**
     * How old a piece of work is, for {@link ContentionPolicy#WAIT_DIE} and {@link ContentionPolicy#WOUND_WAIT}: earlier waves
     * are older, and within a wave the agent that asked first. Of equal age, the agent whose id comes first counts as older.
     * An agent that asks again after it was denied or wounded keeps its age, and so becomes the oldest in time.
     *
     * @param wave number of the wave the work belongs to, {@link #NO_WAVE} if to none
     * @param firstAsked when it first asked for locks
     */
    public record Age(int wave, Instant firstAsked) implements Comparable<Age> {

        /** Of work that belongs to no wave: younger than all that does. */
        public static final int NO_WAVE = Integer.MAX_VALUE;

        /** The older one comes first. */
        @Override
        public int compareTo(Age other) {
            int byWave = Integer.compare(wave, other.wave);
            return byWave != 0 ? byWave : firstAsked.compareTo(other.firstAsked);
        }
    }
}
