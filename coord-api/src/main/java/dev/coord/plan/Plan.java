package dev.coord.plan;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a feature set is worked off. Equal input gives an equal plan: plans are equal if their features, policy and agents
 * are. Immutable, safe for many threads. Specification 2 and 5.1.
 */
public interface Plan {

    /**
     * What it does with unordered features that write the same file.
     *
     * @return the policy it was made under
     */
    OverlapPolicy overlap();

    /**
     * The waves.
     *
     * @return in order
     */
    List<Wave> waves();

    /**
     * Who does what, wave by wave.
     *
     * @return one for each wave
     */
    List<WaveAssignment> assignments();

    /**
     * What the features contend for, whatever the policy.
     *
     * @return the conflicts, as groups or as pairs
     */
    Conflicts conflicts();

    /**
     * Who comes next after whom for something that only the plan keeps apart: from these the order of all that contend for
     * one thing follows. Computed when asked for.
     *
     * @return sorted by earlier and later feature
     */
    List<Explanation.Contention> serializations();

    /**
     * Features that read what an unordered one writes, with the dependency that would say which comes first. Computed when
     * asked for, in time and memory that grow with the number of such pairs.
     *
     * @return sorted by reader and writer
     */
    Stream<HiddenDependency> hiddenDependencies();

    /**
     * What the plan costs and what no plan can go below.
     *
     * @return the cost
     */
    PlanCost cost();

    /**
     * What the plan of the same features under a policy costs. Plans anew where it is another policy.
     *
     * @param policy which policy
     * @return the cost
     */
    PlanCost cost(OverlapPolicy policy);

    /**
     * Why a feature stands in its wave.
     *
     * @param feature which feature
     * @return its causes, and the chain that leads there
     * @throws dev.coord.CoordinationException.BadInput if the plan has no such feature
     */
    Explanation explain(FeatureId feature);

    /**
     * One feature given to one agent. Specification 2.2, reading 15.
     *
     * @param agent who does it
     * @param feature what is done
     * @param fileLockRequests all paths the feature writes
     * @param sharedLockRequests those of them that other features may write at the same time, and that a run therefore holds by read
     *     locks; none unless overlaps are left to the merge
     */
    record Assignment(
            AgentId agent, FeatureId feature, List<RepoPath> fileLockRequests, List<RepoPath> sharedLockRequests) {

        /** Copies the lists. */
        public Assignment {
            fileLockRequests = List.copyOf(fileLockRequests);
            sharedLockRequests = List.copyOf(sharedLockRequests);
        }
    }

    /**
     * Who does what in one wave. Specification 2.2.
     *
     * @param wave number of the wave
     * @param agents one assignment for each of its features
     */
    record WaveAssignment(int wave, List<Assignment> agents) {

        /** Copies the list. */
        public WaveAssignment {
            agents = List.copyOf(agents);
        }
    }

    /**
     * A feature reads what another writes, and no dependency says which comes first. The suggestion is to name the writer in
     * the reader's {@code blocked_by}. Specification 5.1 and "Anti-Patterns", reading 7.
     *
     * @param reader the feature that reads
     * @param writer the feature that writes
     * @param subjects the paths read, sorted
     * @param circle empty if the suggestion can be followed together with all others that can; otherwise the features from the
     *     reader to the writer, each of which the next one waits for or reads from: the suggestion would close this circle
     */
    record HiddenDependency(FeatureId reader, FeatureId writer, List<String> subjects, List<FeatureId> circle) {

        /** Copies the lists. */
        public HiddenDependency {
            subjects = List.copyOf(subjects);
            circle = List.copyOf(circle);
        }

        /**
         * Whether the reader can be made to wait for the writer.
         *
         * @return false if that would close a circle
         */
        public boolean canBeDeclared() {
            return circle.isEmpty();
        }
    }

    /** What a plan does with unordered features that write the same file. Specification 5.1. */
    enum OverlapPolicy {
        /** They stand in different waves: the specification's rule. */
        SERIALIZE,
        /**
         * They may stand in one wave and share the locks on the paths they have in common; the merge decides. Features that change
         * one table are serialized all the same.
         */
        OPTIMISTIC
    }
}
