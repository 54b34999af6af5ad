package dev.coord.core.history;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which values of a list are still in a later version of it: the very same objects, in the same order. Found in one walk
 * over both, so that a value that went elsewhere counts as gone and come.
 */
public final class Survivors {

    /** Lists that have nothing in common, as after another process's commit, are not searched for what they share. */
    private static final int FRUITLESS_SEARCHES = 64;

    private Survivors() {}

    /**
     * Compares two versions of a list.
     *
     * @param before the earlier version
     * @param after the later version
     * @return for each place of {@code after} the place of the same object in {@code before}, rising; -1 for what came
     */
    public static int[] between(List<?> before, List<?> after) {
        return between(before, after, true);
    }

    /** The same for values that are told apart by {@code equals}. */
    public static int[] equal(List<?> before, List<?> after) {
        return between(before, after, false);
    }

    private static int[] between(List<?> before, List<?> after, boolean identical) {
        Object[] was = before.toArray();
        Object[] is = after.toArray();
        int[] places = new int[is.length];
        int next = 0;
        int fruitless = 0;
        for (int i = 0; i < is.length; i++) {
            int end = fruitless < FRUITLESS_SEARCHES ? was.length : Math.min(next + 1, was.length);
            places[i] = place(was, is[i], next, end, identical);
            if (places[i] < 0) {
                fruitless++;
            } else {
                next = places[i] + 1;
            }
        }
        return places;
    }

    /**
     * What of the earlier version is not in the later one.
     *
     * @param <T> type of the values
     * @param before the earlier version
     * @param places as {@link #between} gives them
     * @return the values that are gone, in their order
     */
    static <T> List<T> gone(List<T> before, int[] places) {
        boolean[] stays = new boolean[before.size()];
        Arrays.stream(places).filter(place -> place >= 0).forEach(place -> stays[place] = true);
        return IntStream.range(0, stays.length)
                .filter(place -> !stays[place])
                .mapToObj(before::get)
                .toList();
    }

    @SuppressWarnings("ReferenceEquality")
    private static int place(Object[] was, Object value, int from, int end, boolean identical) {
        for (int place = from; place < end; place++) {
            if (identical ? was[place] == value : was[place].equals(value)) {
                return place;
            }
        }
        return -1;
    }
}
