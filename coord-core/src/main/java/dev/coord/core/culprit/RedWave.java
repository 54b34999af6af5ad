package dev.coord.core.culprit;

import dev.coord.FeatureId;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Features that were merged in this order, and whose combined tests are red while those of the base are green. Immutable.
 *
 * @param order the features in the order they are merged in
 * @param suspects those that something speaks against, the most suspect one first
 */
public record RedWave(List<FeatureId> order, List<FeatureId> suspects) {

    /** Copies the lists. */
    public RedWave {
        order = List.copyOf(order);
        suspects = List.copyOf(suspects);
    }

    /** Those features in the order they are merged in. */
    List<FeatureId> sorted(List<FeatureId> features) {
        return order.stream().filter(features::contains).toList();
    }

    /** Of those features the one that is merged last. */
    FeatureId last(List<FeatureId> features) {
        return Collections.max(features, Comparator.comparingInt(order::indexOf));
    }
}
