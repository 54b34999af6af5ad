package dev.coord.core.plan;

import dev.coord.core.conflict.MutexResources;
import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.schedule.Timeline;
import dev.coord.core.schedule.WaveBuilder;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.PlanCost;
import dev.coord.plan.Schedule;
import dev.coord.plan.Simulation;
import dev.coord.plan.Simulation.Bottleneck;
import dev.coord.plan.Simulation.Span;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Tells how a run is expected to go. Specification 2. */
public final class Simulator {

    private static final int MOST_TOLD = 3;

    /** How many features may be planned anew to price the contended things: what is not priced holds less work up. */
    private static final int EFFORT = 1_000_000;

    private static final int MOST_PRICED = 60;

    private final WavePlan plan;
    private final Schedule schedule;
    private final Timeline timeline;

    private Simulator(WavePlan plan, Schedule schedule) {
        this.plan = plan;
        this.schedule = schedule;
        this.timeline = timeline(plan.exclusive(), plan.byWave());
    }

    /**
     * Simulates a run by the estimates of the features.
     *
     * @param features what is to be made
     * @param agents how many features are made at once, at least 1
     * @param overlap what to do with unordered features that write the same file
     * @param schedule when features begin
     * @return the timeline, what it costs, and which resources cost most: of very large sets only those that hold up most
     *     work are looked at
     * @throws dev.coord.CoordinationException.BadInput if there is no agent, or features wait for each other in a circle
     */
    public static Simulation simulate(FeatureSet features, int agents, OverlapPolicy overlap, Schedule schedule) {
        return new Simulator(Planner.waves(features, agents, overlap), schedule).simulation();
    }

    private Simulation simulation() {
        PlanCost cost = plan.cost();
        long work = Arrays.stream(plan.work().estimates()).sum();
        List<Span> spans = IntStream.range(0, plan.work().size())
                .mapToObj(this::span)
                .sorted(Comparator.comparing(Span::start)
                        .thenComparing(span -> span.agent().value(), Comparator.comparingInt(String::length))
                        .thenComparing(span -> span.agent().value()))
                .toList();
        return new Simulation(
                schedule, cost, spans, Duration.ofMillis(timeline.makespan()), Duration.ofMillis(work), bottlenecks());
    }

    private Span span(int feature) {
        long start = timeline.start()[feature];
        return new Span(
                plan.index().ids().get(feature),
                plan.waveOf(feature),
                WavePlan.agent(timeline.agent()[feature]),
                Duration.ofMillis(start),
                Duration.ofMillis(start + plan.work().estimates()[feature]));
    }

    private List<Bottleneck> bottlenecks() {
        int size = Math.max(1, plan.work().size());
        MutexResources exclusive = plan.exclusive();
        return IntStream.range(0, exclusive.things())
                .filter(thing ->
                        exclusive.load(thing) > 1 && exclusive.ofThing().count(thing) > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(thing -> -heldUp(thing))
                        .thenComparing(thing -> thing))
                .limit(Math.min(MOST_PRICED, Math.max(MOST_TOLD, EFFORT / size)))
                .map(this::priced)
                .filter(bottleneck -> !bottleneck.timeGained().isNegative()
                        && (!bottleneck.timeGained().isZero() || bottleneck.wavesGained() > 0))
                .sorted(Comparator.comparing(Bottleneck::timeGained)
                        .thenComparing(Bottleneck::wavesGained)
                        .reversed()
                        .thenComparing(Bottleneck::subject))
                .limit(MOST_TOLD)
                .toList();
    }

    private long heldUp(int thing) {
        return Arrays.stream(plan.exclusive().ofThing().of(thing))
                .mapToLong(feature -> plan.work().estimates()[feature])
                .sum();
    }

    private Bottleneck priced(int thing) {
        MutexResources split = plan.exclusive().without(thing);
        IntAdjacency waves = WavePlan.byWave(WaveBuilder.waves(plan.work(), split));
        return new Bottleneck(
                split.type(thing),
                split.name(thing),
                plan.exclusive().load(thing),
                plan.byWave().things() - waves.things(),
                Duration.ofMillis(timeline.makespan() - timeline(split, waves).makespan()));
    }

    private Timeline timeline(MutexResources exclusive, IntAdjacency waves) {
        return schedule == Schedule.WAVES
                ? Timeline.ofWaves(plan.work(), waves, plan.writers(), plan.agents())
                : Timeline.continuous(plan.work(), exclusive, waves, plan.writers(), plan.agents());
    }
}
