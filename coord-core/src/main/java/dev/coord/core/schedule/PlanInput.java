package dev.coord.core.schedule;

import dev.coord.core.graph.DependencyGraph;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The features as numbers: what each weighs and what lies before and behind it. Times are milliseconds.
 *
 * @param graph the dependencies
 * @param ones for each feature one, its weight where waves are counted
 * @param estimates for each feature how long it takes, or is assumed to take
 * @param priorities for each feature its priority
 * @param steps chains counted in features
 * @param times chains counted in time
 * @param assumed how long a feature without an estimate is assumed to take
 * @param hasEstimates whether any two features differ in it
 * @param hasPriorities whether any two features differ in it
 */
@SuppressWarnings("ArrayRecordComponent") // plain numbers for speed; nobody compares two of these
public record PlanInput(
        DependencyGraph graph,
        long[] ones,
        long[] estimates,
        int[] priorities,
        CriticalPaths steps,
        CriticalPaths times,
        Duration assumed,
        boolean hasEstimates,
        boolean hasPriorities) {

    /** What a feature is assumed to take where no feature says. */
    private static final Duration UNKNOWN = Duration.ofMinutes(10);

    public static PlanInput of(FeatureSet features, DependencyGraph graph) {
        List<Feature> sorted = List.copyOf(features.features().values());
        Duration assumed = assumed(sorted);
        long[] ones = new long[sorted.size()];
        long[] estimates = new long[sorted.size()];
        int[] priorities = new int[sorted.size()];
        for (int feature = 0; feature < ones.length; feature++) {
            Feature declared = sorted.get(feature);
            ones[feature] = 1;
            estimates[feature] = Math.max(1, declared.estimate().orElse(assumed).toMillis());
            priorities[feature] = declared.priority();
        }
        CriticalPaths steps = CriticalPaths.of(graph, ones);
        boolean hasEstimates = Arrays.stream(estimates).distinct().limit(2).count() > 1;
        return new PlanInput(
                graph,
                ones,
                estimates,
                priorities,
                steps,
                CriticalPaths.of(graph, estimates),
                assumed,
                hasEstimates,
                Arrays.stream(priorities).distinct().limit(2).count() > 1);
    }

    /** How long the feature is expected to take with what can only be done after it, in milliseconds. */
    public long chain(int feature) {
        return times.tails()[feature];
    }

    public int size() {
        return ones.length;
    }

    /** The median of the estimates there are. */
    private static Duration assumed(List<Feature> features) {
        List<Duration> known = features.stream()
                .map(Feature::estimate)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        return known.isEmpty() ? UNKNOWN : known.get((known.size() - 1) / 2);
    }
}
