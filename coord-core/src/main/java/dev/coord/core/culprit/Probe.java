package dev.coord.core.culprit;

import dev.coord.FeatureId;
import java.util.List;

/**
 * A run of the combined tests that a search asks for.
 *
 * @param features what is merged onto the base for it, in this order; nothing for the base itself
 * @param purpose what it is for
 * @param isFresh whether it has to be run, on a tree that was set up anew, also where the verdict on that tree is known
 */
public record Probe(List<FeatureId> features, Purpose purpose, boolean isFresh) {

    /** Copies the list. */
    public Probe {
        features = List.copyOf(features);
    }

    /** What a run is for: they are counted apart. */
    public enum Purpose {
        /** To find a feature that breaks the wave, or to know that the others do not. */
        SEARCH,
        /** To find out with which others it fails. */
        PARTNER,
        /** To be sure before anybody is sent back. */
        CONFIRMATION
    }
}
