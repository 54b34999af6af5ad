package dev.coord.plan;

import dev.coord.FeatureId;
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
}
