package dev.coord.core.plan;

import dev.coord.CoordinationException.BadInput;
import dev.coord.plan.AgentId;
import dev.coord.plan.Assignment;
import dev.coord.plan.Conflict;
import dev.coord.plan.FeatureId;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.OverlapPolicy;
import dev.coord.plan.Plan;
import dev.coord.plan.Wave;
import dev.coord.plan.WaveAssignment;
import java.util.ArrayList;
import java.util.List;

/**
 * Works a feature set out into waves: no feature before what it waits for, no two unordered features with a critical
 * conflict in one wave, few waves. Equal input gives an equal plan, in whatever order it was written. Specification 2 and
 * 5.1, reading 4.
 */
public final class Planner {

    private Planner() {}

    /**
     * Plans a feature set.
     *
     * @param features what is to be made
     * @param agents for how many agents, at least 1; bounds who does what, never the waves
     * @return the plan
     * @throws BadInput if there is no agent, or features wait for each other in a circle
     */
    public static Plan plan(FeatureSet features, int agents) {
        return plan(features, agents, OverlapPolicy.SERIALIZE);
    }

    /** Plans under a policy. */
    public static Plan plan(FeatureSet features, int agents, OverlapPolicy overlap) {
        if (agents < 1) {
            throw new BadInput("a plan needs at least 1 agent, not " + agents);
        }
        DependencyGraph graph = DependencyGraph.of(features);
        List<Conflict> conflicts = ConflictIndex.conflicts(features, graph);
        List<Wave> waves = new WaveBuilder(graph, conflicts).waves();
        List<WaveAssignment> assignments = new ArrayList<>();
        for (Wave wave : waves) {
            assignments.add(assign(features, wave, agents));
        }
        return new WavePlan(waves, assignments, conflicts);
    }

    private static WaveAssignment assign(FeatureSet features, Wave wave, int agents) {
        List<Assignment> assignments = new ArrayList<>();
        for (FeatureId id : wave.features()) {
            AgentId agent = new AgentId("implementor-" + (assignments.size() % agents + 1));
            assignments.add(new Assignment(agent, id, features.get(id).fileWrites()));
        }
        return new WaveAssignment(wave.number(), assignments);
    }
}
