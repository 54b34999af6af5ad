package dev.coord.core.ints;

import java.util.Arrays;

/** For each of some numbered things a slice of numbers, all slices in one array. Immutable. */
public final class IntAdjacency {

    private final int[] begin;
    private final int[] items;

    /**
     * Takes the arrays as they are.
     *
     * @param begin where each slice begins, and behind the last one where that ends
     * @param items the slices one behind the other
     */
    public IntAdjacency(int[] begin, int[] items) {
        this.begin = begin;
        this.items = items;
    }

    /** As many slices, all empty. */
    public static IntAdjacency empty(int things) {
        return new IntAdjacency(new int[things + 1], new int[0]);
    }

    /** For each group, ascending, the things that are in it. */
    public static IntAdjacency grouped(int groups, int[] groupOf) {
        int[] begin = new int[groupOf.length + 1];
        Arrays.setAll(begin, i -> i);
        return new IntAdjacency(begin, groupOf).transposed(groups);
    }

    /** From pairs of a thing and a number: the numbers of each thing, each once and ascending. */
    public static IntAdjacency of(int things, int numbers, int[] keys, int[] values) {
        return sorted(numbers, values, keys).transposed(things).distinct();
    }

    public int things() {
        return begin.length - 1;
    }

    public int begin(int thing) {
        return begin[thing];
    }

    public int end(int thing) {
        return begin[thing + 1];
    }

    public int count(int thing) {
        return begin[thing + 1] - begin[thing];
    }

    public int total() {
        return items.length;
    }

    public int item(int at) {
        return items[at];
    }

    /** All slices, one behind the other; not to be changed. */
    public int[] items() {
        return items;
    }

    public boolean has(int thing, int number) {
        return Arrays.binarySearch(items, begin[thing], begin[thing + 1], number) >= 0;
    }

    public int[] of(int thing) {
        return Arrays.copyOfRange(items, begin[thing], begin[thing + 1]);
    }

    /** The other way round: for each number the things that have it, ascending. */
    public IntAdjacency transposed(int numbers) {
        int[] to = places(numbers, items);
        int[] next = Arrays.copyOf(to, numbers);
        int[] turned = new int[items.length];
        for (int thing = 0; thing < things(); thing++) {
            for (int at = begin[thing]; at < begin[thing + 1]; at++) {
                turned[next[items[at]]++] = thing;
            }
        }
        return new IntAdjacency(to, turned);
    }

    private static IntAdjacency sorted(int groups, int[] groupOf, int[] members) {
        int[] to = places(groups, groupOf);
        int[] next = Arrays.copyOf(to, groups);
        int[] sorted = new int[members.length];
        for (int i = 0; i < members.length; i++) {
            sorted[next[groupOf[i]]++] = members[i];
        }
        return new IntAdjacency(to, sorted);
    }

    private static int[] places(int things, int[] keys) {
        int[] begin = new int[things + 1];
        for (int key : keys) {
            begin[key + 1]++;
        }
        for (int thing = 0; thing < things; thing++) {
            begin[thing + 1] += begin[thing];
        }
        return begin;
    }

    private IntAdjacency distinct() {
        int[] from = new int[begin.length];
        int[] kept = new int[items.length];
        int size = 0;
        for (int thing = 0; thing < things(); thing++) {
            for (int at = begin[thing]; at < begin[thing + 1]; at++) {
                if (at == begin[thing] || items[at] != items[at - 1]) {
                    kept[size++] = items[at];
                }
            }
            from[thing + 1] = size;
        }
        return new IntAdjacency(from, size == kept.length ? kept : Arrays.copyOf(kept, size));
    }
}
