package dev.coord.core.culprit;

import dev.coord.FeatureId;
import java.util.List;

/**
 * A feature that breaks its wave, confirmed.
 *
 * @param feature which one
 * @param with the others without which it is green: the smallest set that was found to fail is these and the feature; nothing
 *     where it fails alone
 */
public record Culprit(FeatureId feature, List<FeatureId> with) {

    /** Copies the list. */
    public Culprit {
        with = List.copyOf(with);
    }
}
