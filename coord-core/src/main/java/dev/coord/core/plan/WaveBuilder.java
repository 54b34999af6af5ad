package dev.coord.core.plan;

import static java.util.Objects.requireNonNull;

import dev.coord.plan.Conflict;
import dev.coord.plan.FeatureId;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Wave;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Fills wave after wave with what may run, the most urgent first: the longest chain behind it, plus how many features
 * contend with it. Small inputs are tried again with perturbed urgencies and the fewest waves are kept.
 */
final class WaveBuilder {

    private static final int SMALL = 400;
    private static final int STARTS = 40;
    private static final long SEED = 20_251_030L;

    private final FeatureId[] ids;
    private final int[][] prerequisites;
    private final int[][] dependents;
    private final int[][] rivals;
    private final int[] order;

    WaveBuilder(FeatureSet features, DependencyGraph graph, List<Conflict> conflicts) {
        ids = features.features().keySet().toArray(FeatureId[]::new);
        Map<FeatureId, Integer> number = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            number.put(ids[i], i);
        }
        prerequisites = new int[ids.length][];
        dependents = new int[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            prerequisites[i] =
                    graph.prerequisites(ids[i]).stream().mapToInt(number::get).toArray();
            dependents[i] =
                    graph.dependents(ids[i]).stream().mapToInt(number::get).toArray();
        }
        rivals = rivals(conflicts, number);
        order = graph.topologicalOrder().stream().mapToInt(number::get).toArray();
    }

    List<Wave> waves() {
        double[] urgency = urgency();
        int[] best = fill(urgency);
        if (ids.length <= SMALL) {
            Random random = new Random(SEED);
            int bound = 1 + Arrays.stream(chains()).max().orElse(-1);
            for (int start = 0; start < STARTS && count(best) > bound; start++) {
                int[] other = fill(perturbed(urgency, random));
                best = count(other) < count(best) ? other : best;
            }
        }
        return describe(best);
    }

    /** The longest chain of dependents behind each feature, 0 for none. */
    private int[] chains() {
        int[] chain = new int[ids.length];
        for (int i = order.length - 1; i >= 0; i--) {
            for (int dependent : dependents[order[i]]) {
                chain[order[i]] = Math.max(chain[order[i]], chain[dependent] + 1);
            }
        }
        return chain;
    }

    private double[] urgency() {
        int[] chain = chains();
        double[] urgency = new double[ids.length];
        for (int i = 0; i < ids.length; i++) {
            urgency[i] = chain[i] + rivals[i].length;
        }
        return urgency;
    }

    private static double[] perturbed(double[] urgency, Random random) {
        return Arrays.stream(urgency)
                .map(value -> value * (0.6 + 0.8 * random.nextDouble()) + random.nextDouble())
                .toArray();
    }

    private int[] fill(double[] urgency) {
        Comparator<Integer> mostUrgentFirst =
                Comparator.<Integer>comparingDouble(i -> -urgency[i]).thenComparing(i -> i);
        int[] wave = new int[ids.length];
        Arrays.fill(wave, -1);
        int[] missing = new int[ids.length];
        PriorityQueue<Integer> ready = new PriorityQueue<>(mostUrgentFirst);
        for (int i = 0; i < ids.length; i++) {
            missing[i] = prerequisites[i].length;
            if (missing[i] == 0) {
                ready.add(i);
            }
        }
        for (int current = 0; !ready.isEmpty(); current++) {
            fillOne(current, ready, wave, missing);
        }
        return wave;
    }

    private void fillOne(int current, PriorityQueue<Integer> ready, int[] wave, int[] missing) {
        List<Integer> taken = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            if (Arrays.stream(rivals[next]).anyMatch(rival -> wave[rival] == current)) {
                left.add(next);
            } else {
                wave[next] = current;
                taken.add(next);
            }
        }
        ready.addAll(left);
        for (int done : taken) {
            for (int dependent : dependents[done]) {
                if (--missing[dependent] == 0) {
                    ready.add(dependent);
                }
            }
        }
    }

    private List<Wave> describe(int[] wave) {
        int count = count(wave);
        List<List<FeatureId>> features = new ArrayList<>();
        BitSet[] direct = new BitSet[count];
        for (int w = 0; w < count; w++) {
            features.add(new ArrayList<>());
            direct[w] = new BitSet();
        }
        for (int i = 0; i < ids.length; i++) {
            features.get(wave[i]).add(ids[i]);
            for (int prerequisite : prerequisites[i]) {
                direct[wave[i]].set(wave[prerequisite]);
            }
            for (int rival : rivals[i]) {
                if (wave[rival] < wave[i]) {
                    direct[wave[i]].set(wave[rival]);
                }
            }
        }
        List<Wave> waves = new ArrayList<>();
        BitSet[] implied = new BitSet[count];
        for (int w = 0; w < count; w++) {
            waves.add(new Wave(w, features.get(w), needed(direct[w], implied)));
            BitSet all = (BitSet) direct[w].clone();
            direct[w].stream().forEach(before -> all.or(implied[before]));
            implied[w] = all;
        }
        return waves;
    }

    /** The waves to wait for, without those that another of them waits for anyway. */
    private static List<Integer> needed(BitSet direct, BitSet[] implied) {
        BitSet left = (BitSet) direct.clone();
        direct.stream().forEach(before -> left.andNot(implied[before]));
        return left.stream().boxed().toList();
    }

    private static int count(int[] wave) {
        return Arrays.stream(wave).max().orElse(-1) + 1;
    }

    private int[][] rivals(List<Conflict> conflicts, Map<FeatureId, Integer> number) {
        BitSet[] sets = new BitSet[ids.length];
        for (int i = 0; i < ids.length; i++) {
            sets[i] = new BitSet();
        }
        for (Conflict conflict : conflicts) {
            if (conflict.mustSerialize()) {
                int first = requireNonNull(number.get(conflict.first()));
                int second = requireNonNull(number.get(conflict.second()));
                sets[first].set(second);
                sets[second].set(first);
            }
        }
        return Arrays.stream(sets).map(set -> set.stream().toArray()).toArray(int[][]::new);
    }
}
