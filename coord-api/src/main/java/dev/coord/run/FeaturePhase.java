package dev.coord.run;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.RequestId;
import dev.coord.merge.FeatureTip.Fence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far a feature is within a run. */
public sealed interface FeaturePhase {

    /**
     * What was made, once it is committed and pinned and until it has landed, be it checked yet or not.
     *
     * @return the work, if there is any
     */
    default Optional<Finished> made() {
        return Optional.empty();
    }

    /** A phase in which a workspace holds, or may hold, what was made. */
    sealed interface Placed extends FeaturePhase {

        /**
         * Where it is made.
         *
         * @return the workspace
         */
        Workspace workspace();
    }

    /** A phase in which an agent is bound to the feature. */
    sealed interface Manned extends Placed {

        /**
         * Who makes it.
         *
         * @return the agent
         */
        AgentId agent();
    }

    /** Not begun. */
    record Pending() implements FeaturePhase {}

    /**
     * Its workspace is being made.
     *
     * @param workspace where
     * @param agent for whom
     */
    record Preparing(Workspace workspace, AgentId agent) implements Manned {}

    /**
     * It waits for its locks.
     *
     * @param workspace where it will be made
     * @param agent by whom
     * @param request the request in the queue
     */
    record Queued(Workspace workspace, AgentId agent, RequestId request) implements Manned {}

    /**
     * It has its locks and waits for an agent to be free.
     *
     * @param workspace where it will be made
     * @param agent by whom
     * @param lease its locks
     */
    record Ready(Workspace workspace, AgentId agent, Lease lease) implements Manned {}

    /**
     * An agent works on it.
     *
     * @param workspace where
     * @param agent who
     * @param lease the locks it works under
     * @param since since when
     * @param process the agent's process, once it is known
     */
    record Running(Workspace workspace, AgentId agent, Lease lease, Instant since, Optional<ProcessId> process)
            implements Manned {}

    /**
     * The agent has ended well and its work is brought home.
     *
     * @param workspace where it worked
     * @param agent who
     * @param lease the lease it worked under
     * @param ran how long it worked in this attempt; none in records of earlier builds
     */
    record Collecting(Workspace workspace, AgentId agent, LeaseId lease, Optional<Duration> ran) implements Manned {}

    /**
     * Its work is committed and pinned, and its check runs on that.
     *
     * @param agent who made it
     * @param lease the lease it was made under, and which it holds until then; none where the coordinator died since
     * @param ran how long the agent worked in this attempt; none in records of earlier builds
     * @param passed what it is once the check has passed
     */
    record Checking(AgentId agent, Optional<LeaseId> lease, Optional<Duration> ran, Finished passed) implements Manned {

        @Override
        public Workspace workspace() {
            return passed.workspace();
        }

        @Override
        public Optional<Finished> made() {
            return Optional.of(passed);
        }
    }

    /**
     * It is not going to be used; what was made so far is pinned.
     *
     * @param workspace where
     * @param process an agent that may still run there, left by an earlier coordinator
     * @param reason why it failed; none where it begins anew because the coordinator died
     */
    record Salvaging(Workspace workspace, Optional<ProcessId> process, Optional<String> reason) implements Placed {}

    /**
     * Its work is committed and pinned, ready to be integrated.
     *
     * @param workspace where it was made
     * @param tip its latest commit
     * @param changed the paths it changed, sorted
     * @param fence the lease it was completed under; none for what was finished before that was kept
     * @param asked what its agent asked for and held other leases for writing on
     */
    record Finished(
            Workspace workspace, CommitId tip, List<String> changed, Optional<Fence> fence, List<RepoPath> asked)
            implements Placed {

        /** Copies the lists. */
        public Finished {
            changed = List.copyOf(changed);
            asked = List.copyOf(asked);
        }

        /**
         * Work that was done under one lease.
         *
         * @param workspace where it was made
         * @param tip its latest commit
         * @param changed the paths it changed, sorted
         * @param fence the lease it was completed under
         */
        public Finished(Workspace workspace, CommitId tip, List<String> changed, Optional<Fence> fence) {
            this(workspace, tip, changed, fence, List.of());
        }

        @Override
        public Optional<Finished> made() {
            return Optional.of(this);
        }
    }

    /**
     * It did not work out.
     *
     * @param reason why
     * @param kept the ref that keeps its work, or the work tree that stays where no ref can; empty where there was none
     * @param process an agent that may still run, since an earlier try could not end it
     */
    record Failed(String reason, String kept, Optional<ProcessId> process) implements FeaturePhase {

        /**
         * A feature whose agent has ended.
         *
         * @param reason why it failed
         * @param kept where its work is; empty where there was none
         */
        public Failed(String reason, String kept) {
            this(reason, kept, Optional.empty());
        }
    }

    /** It is on the target branch. */
    record Landed() implements FeaturePhase {}
}
