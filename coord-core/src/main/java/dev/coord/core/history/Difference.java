package dev.coord.core.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What tells two versions of a list of things with names apart. Things that stayed are the same objects in both, and a commit
 * changes few: those that stand in their order in both are not looked at.
 *
 * @param <T> type of the things
 * @param removed only in the first, in its order
 * @param added only in the second, in its order
 * @param changed in both, but not equal: as in the second, in its order
 * @param was the same things as they are in the first, in the order of {@code changed}
 */
public record Difference<T>(List<T> removed, List<T> added, List<T> changed, List<T> was) {

    /** Compares two versions; {@code name} tells the things of one version apart. */
    public static <T, K> Difference<T> between(List<T> before, List<T> after, Function<T, K> name) {
        int[] places = Survivors.between(before, after);
        Map<K, T> left = new LinkedHashMap<>();
        Survivors.gone(before, places).forEach(thing -> left.put(name.apply(thing), thing));
        List<T> added = new ArrayList<>();
        List<T> changed = new ArrayList<>();
        List<T> was = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                continue;
            }
            T thing = after.get(i);
            T earlier = left.remove(name.apply(thing));
            if (earlier == null) {
                added.add(thing);
            } else if (!earlier.equals(thing)) {
                changed.add(thing);
                was.add(earlier);
            }
        }
        return new Difference<>(List.copyOf(left.values()), added, changed, was);
    }
}
