package dev.coord.core.lock.contention;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Paths by the names that they end with, for those that begin with a wildcard: what a path begins with says nothing about
 * whether it overlaps one of them. Made for one transition.
 *
 * @param <T> what is kept for a path
 */
final class ByName<T> {

    private record Entry<T>(int number, T value) {}

    private final Map<String, List<Entry<T>>> named = new HashMap<>();
    private final Map<String, List<Entry<T>>> below = new HashMap<>();
    private final List<Entry<T>> others = new ArrayList<>();
    private final List<T> all = new ArrayList<>();

    void add(Extent path, T value) {
        Entry<T> entry = new Entry<>(all.size(), value);
        all.add(value);
        List<String> names = path.lastNames();
        if (names.isEmpty()) {
            others.add(entry);
            return;
        }
        names.forEach(
                name -> named.computeIfAbsent(name, key -> new ArrayList<>()).add(entry));
        path.directories()
                .forEach(name ->
                        below.computeIfAbsent(name, key -> new ArrayList<>()).add(entry));
    }

    /** Whether something matches among what a path may overlap; each is asked once. */
    boolean anyMatch(Extent path, Predicate<T> wanted) {
        if (all.isEmpty()) {
            return false;
        }
        List<String> names = path.lastNames();
        if (names.isEmpty()) {
            return all.stream().anyMatch(wanted);
        }
        BitSet asked = new BitSet();
        List<List<Entry<T>>> some = new ArrayList<>();
        some.add(others);
        names.forEach(name -> some.add(named.getOrDefault(name, List.of())));
        names.forEach(name -> some.add(below.getOrDefault(name, List.of())));
        path.directories().forEach(name -> some.add(named.getOrDefault(name, List.of())));
        for (List<Entry<T>> entries : some) {
            for (Entry<T> entry : entries) {
                if (!asked.get(entry.number())) {
                    asked.set(entry.number());
                    if (wanted.test(entry.value())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
