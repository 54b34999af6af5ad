package dev.coord.core.plan;

import dev.coord.plan.Conflict;
import dev.coord.plan.FeatureId;
import dev.coord.plan.Wave;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Fills wave after wave with what may run, the most urgent first: the longest chain behind it, plus how many features
 * contend with it. Small inputs are tried again with perturbed urgencies and the fewest waves are kept.
 */
final class WaveBuilder {

    private static final int SMALL = 400;
    private static final int STARTS = 40;
    private static final long SEED = 20_251_030L;
    private static final int NOT_YET = -1;

    private final DependencyGraph graph;
    private final int[][] rivals;
    private final int[] chains;

    WaveBuilder(DependencyGraph graph, List<Conflict> conflicts) {
        this.graph = graph;
        this.rivals = rivals(graph, conflicts);
        this.chains = chains(graph);
    }

    List<Wave> waves() {
        double[] urgency = IntStream.range(0, graph.size())
                .mapToDouble(feature -> chains[feature] + rivals[feature].length)
                .toArray();
        int[] best = fill(urgency);
        if (graph.size() <= SMALL) {
            int atLeast = count(chains);
            for (int start = 0; start < STARTS && count(best) > atLeast; start++) {
                int[] other = fill(perturbed(urgency, start));
                best = count(other) < count(best) ? other : best;
            }
        }
        return describe(best);
    }

    private static double[] perturbed(double[] urgency, int start) {
        return IntStream.range(0, urgency.length)
                .mapToDouble(feature ->
                        urgency[feature] * (0.6 + 0.8 * spread(start, 2 * feature)) + spread(start, 2 * feature + 1))
                .toArray();
    }

    /** A number between 0 and 1 that looks random and depends on its arguments only (the mixer of SplitMix64). */
    private static double spread(int start, int index) {
        long mixed = SEED + 0x9e3779b97f4a7c15L * (((long) start << 32) + index + 1);
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
    }

    /** For each feature the number of its wave. */
    private int[] fill(double[] urgency) {
        Comparator<Integer> mostUrgentFirst = Comparator.<Integer>comparingDouble(feature -> -urgency[feature])
                .thenComparing(feature -> feature);
        int[] missing = new int[graph.size()];
        PriorityQueue<Integer> ready = new PriorityQueue<>(mostUrgentFirst);
        for (int feature = 0; feature < graph.size(); feature++) {
            missing[feature] = graph.prerequisites(feature).length;
            if (missing[feature] == 0) {
                ready.add(feature);
            }
        }
        int[] wave = new int[graph.size()];
        int[] excluded = new int[graph.size()];
        Arrays.fill(excluded, NOT_YET);
        for (int current = 0; !ready.isEmpty(); current++) {
            for (int done : takeOne(current, ready, wave, excluded)) {
                for (int dependent : graph.dependents(done)) {
                    if (--missing[dependent] == 0) {
                        ready.add(dependent);
                    }
                }
            }
        }
        return wave;
    }

    private List<Integer> takeOne(int current, PriorityQueue<Integer> ready, int[] wave, int[] excluded) {
        List<Integer> taken = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        while (!ready.isEmpty()) {
            int feature = ready.remove();
            if (excluded[feature] == current) {
                left.add(feature);
            } else {
                wave[feature] = current;
                taken.add(feature);
                for (int rival : rivals[feature]) {
                    excluded[rival] = current;
                }
            }
        }
        ready.addAll(left);
        return taken;
    }

    /**
     * A feature is in a wave because the wave before holds a prerequisite of it or a rival that went first. So each wave
     * waits for the one before, which implies all others.
     */
    private List<Wave> describe(int[] wave) {
        List<List<FeatureId>> features = new ArrayList<>();
        for (int number = 0; number < count(wave); number++) {
            features.add(new ArrayList<>());
        }
        for (int feature = 0; feature < wave.length; feature++) {
            features.get(wave[feature]).add(graph.id(feature));
        }
        return IntStream.range(0, features.size())
                .mapToObj(
                        number -> new Wave(number, features.get(number), number == 0 ? List.of() : List.of(number - 1)))
                .toList();
    }

    private static int count(int[] wave) {
        return Arrays.stream(wave).max().orElse(-1) + 1;
    }

    /** The longest chain of dependents behind each feature, 0 for none. */
    private static int[] chains(DependencyGraph graph) {
        int[] chain = new int[graph.size()];
        int[] order = graph.order();
        for (int i = order.length - 1; i >= 0; i--) {
            for (int dependent : graph.dependents(order[i])) {
                chain[order[i]] = Math.max(chain[order[i]], chain[dependent] + 1);
            }
        }
        return chain;
    }

    private static int[][] rivals(DependencyGraph graph, List<Conflict> conflicts) {
        LongList edges = new LongList();
        for (Conflict conflict : conflicts) {
            if (conflict.mustSerialize()) {
                long edge = Adjacency.edge(graph.number(conflict.first()), graph.number(conflict.second()));
                edges.add(edge);
                edges.add(Adjacency.reversed(edge));
            }
        }
        return Adjacency.of(graph.size(), edges.toArray());
    }
}
