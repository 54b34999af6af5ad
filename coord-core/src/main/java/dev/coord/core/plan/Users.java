package dev.coord.core.plan;

import dev.coord.plan.Feature;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Who uses which name, a path, table or resource, as numbers: names and features are numbered in their sorted order.
 *
 * @param names the names
 * @param ofName for each name, ascending, the features that use it
 * @param ofFeature for each feature, ascending, the names it uses
 */
@SuppressWarnings("ArrayRecordComponent") // plain numbers for speed; nobody compares two of these
record Users<T extends Comparable<T>>(List<T> names, int[][] ofName, int[][] ofFeature) {

    static <T extends Comparable<T>> Users<T> of(Collection<Feature> sorted, Function<Feature, List<T>> used) {
        SortedSet<T> all = new TreeSet<>();
        sorted.forEach(feature -> all.addAll(used.apply(feature)));
        List<T> names = List.copyOf(all);
        LongList edges = new LongList();
        int number = 0;
        for (Feature feature : sorted) {
            for (T name : used.apply(feature)) {
                edges.add(Adjacency.edge(number, Collections.binarySearch(names, name)));
            }
            number++;
        }
        long[] reversed =
                Arrays.stream(edges.toArray()).map(Adjacency::reversed).toArray();
        return new Users<>(names, Adjacency.of(names.size(), reversed), Adjacency.of(sorted.size(), edges.toArray()));
    }
}
