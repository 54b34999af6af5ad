package dev.coord.core.culprit;

import dev.coord.FeatureId;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Features that were merged in this order, and whose combined tests are red while those of the base are green. Immutable.
 *
 * @param order the features in the order they are merged in
 * @param suspects those that something speaks against, the most suspect one first
 * @param contained which others of the wave the work of a feature contains: it is tested with them only; nothing of a feature whose
 *     work stands alone
 */
public record RedWave(
        List<FeatureId> order, List<FeatureId> suspects, SortedMap<FeatureId, SortedSet<FeatureId>> contained) {

    /** Copies the collections. */
    public RedWave {
        order = List.copyOf(order);
        suspects = List.copyOf(suspects);
        SortedMap<FeatureId, SortedSet<FeatureId>> copy = new TreeMap<>();
        contained.forEach((id, others) -> copy.put(id, Collections.unmodifiableSortedSet(new TreeSet<>(others))));
        contained = Collections.unmodifiableSortedMap(copy);
    }

    /** Those features, with what their work contains, in the order they are merged in. */
    List<FeatureId> with(List<FeatureId> features) {
        Set<FeatureId> all = new TreeSet<>(features);
        features.forEach(id -> all.addAll(contained.getOrDefault(id, Collections.emptySortedSet())));
        return order.stream().filter(all::contains).toList();
    }

    /** What of those features is left without one of them and those whose work contains it. */
    List<FeatureId> without(List<FeatureId> features, FeatureId out) {
        return features.stream()
                .filter(id -> !id.equals(out)
                        && !contained
                                .getOrDefault(id, Collections.emptySortedSet())
                                .contains(out))
                .toList();
    }

    /** Of those features the one that is merged last. */
    FeatureId last(List<FeatureId> features) {
        return Collections.max(features, Comparator.comparingInt(order::indexOf));
    }
}
