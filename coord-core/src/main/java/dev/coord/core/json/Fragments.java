package dev.coord.core.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What was made of each value of a list the last time, so that a list of which little has changed costs little to write
 * again. Values are told apart by identity: they are immutable and live on from one version of the list to the next.
 * Not safe for use by several threads at once.
 *
 * @param <T> type of the values
 * @param <R> type of what is made of one
 */
public final class Fragments<T, R> {

    private final Function<T, R> make;
    private List<T> values = List.of();
    private List<R> made = List.of();

    /**
     * Remembers nothing yet.
     *
     * @param make what to make of a value; pure
     */
    public Fragments(Function<T, R> make) {
        this.make = make;
    }

    /**
     * Makes what is missing, and forgets what is not in the list any more.
     *
     * @param next the list as it is now
     * @return what was made of each value, in the order of the list
     */
    public List<R> of(List<T> next) {
        int[] survivors = Survivors.between(values, next);
        List<R> all = new ArrayList<>(survivors.length);
        for (int i = 0; i < survivors.length; i++) {
            all.add(survivors[i] < 0 ? make.apply(next.get(i)) : made.get(survivors[i]));
        }
        values = next;
        made = all;
        return all;
    }
}
