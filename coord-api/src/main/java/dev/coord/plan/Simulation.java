package dev.coord.plan;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import java.time.Duration;
import java.util.List;

/**
 * How a run is expected to go, by the estimates of the features; merging and testing are not counted. Specification 2.
 *
 * @param schedule when features begin
 * @param cost what the plan costs under its policy, with its lower bounds
 * @param timeline who does what when, by start, then agent
 * @param makespan from the first start to the last end
 * @param work all estimates together: what one agent alone would need
 * @param bottlenecks the resources that cost most time, at most three, the costliest first
 */
public record Simulation(
        Schedule schedule,
        PlanCost cost,
        List<Span> timeline,
        Duration makespan,
        Duration work,
        List<Bottleneck> bottlenecks) {

    /** Copies the lists. */
    public Simulation {
        timeline = List.copyOf(timeline);
        bottlenecks = List.copyOf(bottlenecks);
    }

    /**
     * How many times faster than one agent alone.
     *
     * @return work divided by makespan, 1 if there is nothing to do
     */
    public double speedUp() {
        return makespan.isZero() ? 1 : seconds(work) / seconds(makespan);
    }

    /**
     * How much of their time the agents have nothing to do.
     *
     * @return from 0 to 1
     */
    public double idleShare() {
        return makespan.isZero() ? 0 : Math.max(0, 1 - seconds(work) / (seconds(makespan) * cost.agents()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /**
     * One feature in the timeline.
     *
     * @param feature which feature
     * @param wave its wave in the plan
     * @param agent who does it
     * @param start from the beginning of the run
     * @param end from the beginning of the run
     */
    public record Span(FeatureId feature, int wave, AgentId agent, Duration start, Duration end) {}

    /**
     * A contended resource and what it costs.
     *
     * @param type what kind of conflict it makes
     * @param subject the declared path or table
     * @param features how many features are serialized for it
     * @param wavesGained how many waves fewer there would be if each of them had a part of its own
     * @param timeGained how much shorter the makespan would be; negative where the plan happens to get worse
     */
    public record Bottleneck(ConflictType type, String subject, int features, int wavesGained, Duration timeGained) {}
}
