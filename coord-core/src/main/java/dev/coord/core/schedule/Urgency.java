package dev.coord.core.schedule;

import dev.coord.core.conflict.MutexResources;
import dev.coord.core.ints.IntAdjacency;
import java.util.Arrays;

/**
 * Which feature goes first where both could: the one with more behind it. What lies behind a feature is the longest chain
 * of dependents, and how much else contends for the hottest thing it needs; counted in features or in time.
 */
final class Urgency {

    private static final long SEED = 20_251_030L;

    private Urgency() {}

    /** How urgent each feature is, the weight of a feature being one or its estimate. */
    static double[] of(long[] tails, MutexResources exclusive, long[] weights) {
        double[] load = new double[exclusive.things()];
        for (int thing = 0; thing < load.length; thing++) {
            load[thing] = sum(exclusive.ofThing(), thing, weights);
            for (int at = exclusive.overlaps().begin(thing);
                    at < exclusive.overlaps().end(thing);
                    at++) {
                load[thing] += sum(exclusive.ofThing(), exclusive.overlaps().item(at), weights);
            }
        }
        double[] urgency = new double[tails.length];
        for (int feature = 0; feature < urgency.length; feature++) {
            double hottest = 0;
            for (int at = exclusive.ofFeature().begin(feature);
                    at < exclusive.ofFeature().end(feature);
                    at++) {
                hottest = Math.max(hottest, load[exclusive.ofFeature().item(at)]);
            }
            urgency[feature] = tails[feature] + hottest;
        }
        return urgency;
    }

    /** The features by urgency, among equals by priority, then by id. */
    static int[] ranked(double[] urgency, int[] priority) {
        return sorted(urgency, priority, false);
    }

    /** The features by priority, among equals by urgency, then by id. */
    static int[] rankedByPriority(double[] urgency, int[] priority) {
        return sorted(urgency, priority, true);
    }

    static double[] perturbed(double[] urgency, int start) {
        double[] other = new double[urgency.length];
        for (int i = 0; i < urgency.length; i++) {
            other[i] = urgency[i] * (0.6 + 0.8 * spread(start, 2 * i)) + spread(start, 2 * i + 1);
        }
        return other;
    }

    private static double sum(IntAdjacency users, int thing, long[] weights) {
        double sum = 0;
        for (int at = users.begin(thing); at < users.end(thing); at++) {
            sum += weights[users.item(at)];
        }
        return sum;
    }

    private static int[] sorted(double[] urgency, int[] priority, boolean priorityFirst) {
        boolean uniform = Arrays.stream(priority).distinct().count() <= 1;
        if (uniform) {
            return byUrgency(urgency);
        }
        Integer[] features = new Integer[urgency.length];
        Arrays.setAll(features, i -> i);
        Arrays.sort(features, (one, other) -> {
            int byPriority = Integer.compare(priority[other], priority[one]);
            int byUrgency = Double.compare(urgency[other], urgency[one]);
            int first = priorityFirst ? byPriority : byUrgency;
            return first != 0 ? first : priorityFirst ? byUrgency : byPriority;
        });
        return Arrays.stream(features).mapToInt(Integer::intValue).toArray();
    }

    /** Without boxing, for a million features: an urgency is never negative, so that its bits sort as it does. */
    private static int[] byUrgency(double[] urgency) {
        long[] keys = new long[urgency.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = ~(Float.floatToIntBits((float) urgency[i]) & 0xffffffffL) << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        int[] ranked = new int[keys.length];
        for (int i = 0; i < ranked.length; i++) {
            ranked[i] = (int) keys[i];
        }
        return ranked;
    }

    /** A number between 0 and 1 that looks random and depends on its arguments only (the mixer of SplitMix64). */
    private static double spread(int start, int index) {
        long mixed = SEED + 0x9e3779b97f4a7c15L * (((long) start << 32) + index + 1);
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
