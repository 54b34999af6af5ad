package dev.coord.core.json;

import dev.coord.core.history.Survivors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What was made of each value of a list the last time, so that a list of which little has changed costs little to write
 * again, or to read. Values are told apart by identity: they are immutable and live on from one version of the list to the
 * next. Not safe for use by several threads at once.
 *
 * @param <T> type of the values
 * @param <R> type of what is made of one
 */
public final class Fragments<T, R> {

    private List<T> values = List.of();
    private List<R> made = List.of();

    /** Remembers nothing yet. */
    public Fragments() {}

    /**
     * Makes what is missing, and forgets what is not in the list any more.
     *
     * @param next the list as it is now
     * @param make what to make of a value; pure, and always the same
     * @return what was made of each value, in the order of the list
     */
    public List<R> of(List<T> next, Function<T, R> make) {
        int[] survivors = Survivors.between(values, next);
        List<R> all = new ArrayList<>(survivors.length);
        for (int i = 0; i < survivors.length; i++) {
            all.add(survivors[i] < 0 ? make.apply(next.get(i)) : made.get(survivors[i]));
        }
        values = next;
        made = all;
        return all;
    }

    /**
     * The other way: finds the values that these were made of, and reads those that are not known.
     *
     * @param next what was made of each value of the list as it is now; told apart by {@code equals}
     * @param read gives a value for its place in the list and for what was made of it; pure, and always the same
     * @return the values, in the order of the list
     */
    List<T> from(List<R> next, BiFunction<Integer, R, T> read) {
        int[] survivors = Survivors.equal(made, next);
        List<T> all = new ArrayList<>(survivors.length);
        for (int i = 0; i < survivors.length; i++) {
            all.add(survivors[i] < 0 ? read.apply(i, next.get(i)) : values.get(survivors[i]));
        }
        values = List.copyOf(all);
        made = next;
        return values;
    }
}
