package dev.coord.state;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.lock.FencingToken;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.plan.FeatureSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What can be asked of the rules.
 *
 * @param <O> type of the answer
 */
@SuppressWarnings("unused") // the type parameter binds a command to its answer
public sealed interface Command<O> {

    /**
     * Asks for locks. Specification 3.2.
     *
     * @param request which locks, for whom
     * @param waiter the process that waits for the answer, whose death takes the request out of the queue; a lease that was
     *     granted before is bound to the request's owner only
     */
    record RequestLocks(LockRequest request, Optional<ProcessId> waiter) implements Command<LockOutcome> {

        /**
         * Asks for locks; no process waits for the answer.
         *
         * @param request which locks, for whom
         */
        public RequestLocks(LockRequest request) {
            this(request, Optional.empty());
        }
    }

    /**
     * Takes a request out of the queue. Answers with the lease where the request was granted meanwhile.
     *
     * @param request which request
     */
    record WithdrawRequest(RequestId request) implements Command<LockOutcome> {}

    /**
     * Moves the expiry of a lease to now plus its time to live.
     *
     * @param lease which lease
     */
    record RenewLease(LeaseId lease) implements Command<LeaseOutcome> {}

    /**
     * Frees the locks of a lease and grants those that waited for them. Specification 3.2.
     *
     * @param lease which lease
     */
    record ReleaseLease(LeaseId lease) implements Command<LeaseOutcome> {}

    /**
     * Asks that the read locks of a lease become write locks. Granted once no other agent holds, or waited earlier for, a
     * lock that excludes one of them: a new lease with a new token takes the old one's place in the same step. Meanwhile,
     * and after any other answer, the old lease is as it was. Where it is lost while the upgrade waits, the upgrade is lost
     * with it: what was read under it may have been changed since. Repeating the command gives the first answer again.
     *
     * @param lease which lease
     * @param patience how long the upgrade may stay in the queue
     * @param waiter the process that waits for the answer, whose death takes the upgrade out of the queue; the lease, old or
     *     new, is bound to its own owner only
     */
    record UpgradeLease(LeaseId lease, Duration patience, Optional<ProcessId> waiter) implements Command<LockOutcome> {

        /**
         * Checks the patience.
         *
         * @throws dev.coord.CoordinationException.BadInput if it is negative or over a year
         */
        public UpgradeLease {
            LockRequest.checkPatience(patience);
        }

        /**
         * Asks for an upgrade; no process waits for the answer.
         *
         * @param lease which lease
         * @param patience how long the upgrade may stay in the queue
         */
        public UpgradeLease(LeaseId lease, Duration patience) {
            this(lease, patience, Optional.empty());
        }
    }

    /**
     * Makes the write locks of a lease read locks, and grants those that waited to read as well. Id, token and expiry stay.
     *
     * @param lease which lease
     */
    record DowngradeLease(LeaseId lease) implements Command<LeaseOutcome> {}

    /**
     * Unbinds a lease from the life of the process that owns it: from now on only its expiry, its release or a
     * break ends it. Id, token and expiry stay.
     *
     * @param lease which lease
     */
    record DetachLease(LeaseId lease) implements Command<LeaseOutcome> {}

    /**
     * Takes a lease away from a holder that does not give it up, grants the requests that waited for it, and leaves an
     * entry in the conflict log. The holder learns of it when it next uses the lease.
     *
     * @param lease which lease
     * @param reason why, for the log
     */
    record BreakLease(LeaseId lease, String reason) implements Command<LeaseOutcome> {}

    /**
     * Stores the feature set that {@code start} and the others look prerequisites up in. Replaces an earlier one; features
     * under way keep their status.
     *
     * @param features the feature set
     */
    record StoreFeatures(FeatureSet features) implements Command<LifecycleOutcome> {}

    /**
     * Begins a feature: prerequisites verified, marked active, shared resources noted. Specification 4.2.
     *
     * @param feature which feature
     * @param agent who works on it
     */
    record StartFeature(FeatureId feature, AgentId agent) implements Command<LifecycleOutcome> {}

    /**
     * Asks for work: the best feature that can start is begun and its write locks are granted, in one step. Only a feature
     * whose prerequisites are completed, whose locks are free and none of whose tables an active feature changes can start;
     * among those the larger priority comes first, then the longer chain of what waits for it, then the one that writes
     * more of what the agent has written before, then the smaller id. A feature that was claimed so and whose lease has
     * ended can be claimed again. A repetition with the same request gets the first answer again while its lease is in
     * force. Specification 4.2.
     *
     * @param request names the request for the locks
     * @param agent who asks
     * @param ttl how long the lease lives without renewal
     * @param owner the process whose death ends the lease, and so the claim
     * @param made features the agent has completed before
     */
    record ClaimFeature(RequestId request, AgentId agent, Duration ttl, Optional<ProcessId> owner, List<FeatureId> made)
            implements Command<ClaimOutcome> {

        /** How long the lease of a claim lives without renewal unless it says otherwise. */
        public static final Duration DEFAULT_TTL = Duration.ofMinutes(30);

        /**
         * Copies the list and checks the time.
         *
         * @throws dev.coord.CoordinationException.BadInput if it is not positive or over a year
         */
        public ClaimFeature {
            LockRequest.checkTtl(ttl);
            made = List.copyOf(made);
        }

        /**
         * Asks for work for {@link #DEFAULT_TTL}, bound to no process, under a random name.
         *
         * @param agent who asks
         */
        public ClaimFeature(AgentId agent) {
            this(new RequestId(UUID.randomUUID().toString()), agent, DEFAULT_TTL, Optional.empty(), List.of());
        }

        /**
         * The same with another time to live.
         *
         * @param other how long the lease lives without renewal
         * @return a copy of the same name
         * @throws dev.coord.CoordinationException.BadInput if it is not positive or over a year
         */
        public ClaimFeature withTtl(Duration other) {
            return new ClaimFeature(request, agent, other, owner, made);
        }

        /**
         * The same, bound to the life of a process.
         *
         * @param process whose death ends the lease
         * @return a copy of the same name
         */
        public ClaimFeature ownedBy(ProcessId process) {
            return new ClaimFeature(request, agent, ttl, Optional.of(process), made);
        }

        /**
         * The same for an agent that has worked before.
         *
         * @param features what it has completed
         * @return a copy of the same name
         */
        public ClaimFeature having(List<FeatureId> features) {
            return new ClaimFeature(request, agent, ttl, owner, features);
        }
    }

    /**
     * Ends a feature well: moved to completed, schema changes recorded, its agent's locks for it released. A feature that was
     * claimed is completed under the lease of its claim only: once that has ended, the step is refused. Specification 4.2.
     *
     * @param feature which feature
     * @param agent who worked on it
     * @param token the token of the lease it was done under; a stale one is refused
     */
    record CompleteFeature(FeatureId feature, AgentId agent, Optional<FencingToken> token)
            implements Command<LifecycleOutcome> {}

    /**
     * Halts a feature; its agent's locks for it are released.
     *
     * @param feature which feature
     * @param agent who worked on it
     * @param reason why
     * @param token the token of the lease it was worked on under; a stale one is refused
     */
    record BlockFeature(FeatureId feature, AgentId agent, String reason, Optional<FencingToken> token)
            implements Command<LifecycleOutcome> {

        /**
         * The same under any lease, or none.
         *
         * @param feature which feature
         * @param agent who worked on it
         * @param reason why
         */
        public BlockFeature(FeatureId feature, AgentId agent, String reason) {
            this(feature, agent, reason, Optional.empty());
        }
    }

    /**
     * Gives a feature up; its agent's locks for it are released.
     *
     * @param feature which feature
     * @param agent who worked on it
     * @param reason why
     * @param token the token of the lease it was worked on under; a stale one is refused
     */
    record FailFeature(FeatureId feature, AgentId agent, String reason, Optional<FencingToken> token)
            implements Command<LifecycleOutcome> {

        /**
         * The same under any lease, or none.
         *
         * @param feature which feature
         * @param agent who worked on it
         * @param reason why
         */
        public FailFeature(FeatureId feature, AgentId agent, String reason) {
            this(feature, agent, reason, Optional.empty());
        }
    }

    /**
     * Makes a blocked or failed feature pending again.
     *
     * @param feature which feature
     * @param agent who asks
     */
    record RetryFeature(FeatureId feature, AgentId agent) implements Command<LifecycleOutcome> {}
}
