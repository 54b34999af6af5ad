package dev.coord.core.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What tells two lists of things with names apart. Things that stayed are the same objects in both, and a step changes few:
 * what is the same at either end is not looked at.
 *
 * @param <T> type of the things
 * @param removed only in the first, in its order
 * @param added only in the second, in its order
 * @param changed in both, but not equal: as in the second, in its order
 */
record Difference<T>(List<T> removed, List<T> added, List<T> changed) {

    static <T, K> Difference<T> between(List<T> before, List<T> after, Function<T, K> name) {
        int shorter = Math.min(before.size(), after.size());
        int from = 0;
        while (from < shorter && before.get(from) == after.get(from)) {
            from++;
        }
        int tail = 0;
        while (tail < shorter - from && before.get(before.size() - 1 - tail) == after.get(after.size() - 1 - tail)) {
            tail++;
        }
        Map<K, T> left = new LinkedHashMap<>();
        before.subList(from, before.size() - tail).forEach(thing -> left.put(name.apply(thing), thing));
        List<T> added = new ArrayList<>();
        List<T> changed = new ArrayList<>();
        for (T thing : after.subList(from, after.size() - tail)) {
            T earlier = left.remove(name.apply(thing));
            if (earlier == null) {
                added.add(thing);
            } else if (!earlier.equals(thing)) {
                changed.add(thing);
            }
        }
        return new Difference<>(List.copyOf(left.values()), added, changed);
    }
}
