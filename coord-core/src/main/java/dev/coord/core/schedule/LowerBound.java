package dev.coord.core.schedule;

import dev.coord.core.conflict.MutexResources;
import dev.coord.core.ints.IntAdjacency;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * What no valid plan can go below: the heaviest chain, and what one thing forces, whose users can only come one after the
 * other, each after what leads to it and before what follows from it. The latter is one machine with release times and
 * tails; letting it interrupt its work gives a bound that is found in sorted order (Jackson's preemptive schedule).
 *
 * @param chain weight of the heaviest chain
 * @param contended what the worst thing forces, 0 if nothing is contended for
 * @param thing that thing, -1 if there is none
 */
public record LowerBound(long chain, long contended, int thing) {

    public static LowerBound of(CriticalPaths chains, MutexResources exclusive, long[] weights) {
        long[] atMost = new long[exclusive.things()];
        int thing = -1;
        for (int candidate = 0; candidate < atMost.length; candidate++) {
            if (exclusive.ofThing().count(candidate) > 1) {
                atMost[candidate] = atMost(candidate, chains, exclusive, weights);
                thing = thing < 0 || atMost[candidate] > atMost[thing] ? candidate : thing;
            }
        }
        // from the most promising on, few others are left to look at
        long worst = thing < 0 ? 0 : forced(exclusive.ofThing().of(thing), chains, weights);
        for (int candidate = 0; candidate < atMost.length; candidate++) {
            if (atMost[candidate] > worst) {
                long forced = forced(exclusive.ofThing().of(candidate), chains, weights);
                thing = forced > worst ? candidate : thing;
                worst = Math.max(worst, forced);
            }
        }
        return new LowerBound(chains.heaviest(), worst, thing);
    }

    long least() {
        return Math.max(chain, contended);
    }

    private static long atMost(int thing, CriticalPaths chains, MutexResources exclusive, long[] weights) {
        IntAdjacency users = exclusive.ofThing();
        long sum = 0;
        long head = 0;
        long after = 0;
        for (int at = users.begin(thing); at < users.end(thing); at++) {
            int feature = users.item(at);
            sum += weights[feature];
            head = Math.max(head, chains.heads()[feature]);
            after = Math.max(after, chains.tails()[feature] - weights[feature]);
        }
        return head + sum + after;
    }

    private static long forced(int[] users, CriticalPaths chains, long[] weights) {
        long[] heads = chains.heads();
        long[] tails = chains.tails();
        Integer[] byHead = Arrays.stream(users).boxed().toArray(Integer[]::new);
        Arrays.sort(byHead, Comparator.comparingLong(feature -> heads[feature]));
        long[] left = new long[users.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = weights[byHead[i]];
        }
        // what follows most goes first
        PriorityQueue<Integer> open =
                new PriorityQueue<>(Comparator.<Integer>comparingLong(i -> weights[byHead[i]] - tails[byHead[i]])
                        .thenComparing(i -> i));
        long now = 0;
        long forced = 0;
        int next = 0;
        while (next < left.length || !open.isEmpty()) {
            if (open.isEmpty()) {
                now = Math.max(now, heads[byHead[next]]);
            }
            while (next < left.length && heads[byHead[next]] <= now) {
                open.add(next++);
            }
            int first = open.remove();
            long until = next < left.length ? heads[byHead[next]] : Long.MAX_VALUE;
            long done = Math.min(left[first], until - now);
            now += done;
            left[first] -= done;
            if (left[first] > 0) {
                open.add(first);
            } else {
                int feature = byHead[first];
                forced = Math.max(forced, now + tails[feature] - weights[feature]);
            }
        }
        return forced;
    }
}
