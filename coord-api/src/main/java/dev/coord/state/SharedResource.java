package dev.coord.state;

import dev.coord.FeatureId;
import java.util.List;

/**
 * Something several features use. Specification 4.1, reading 12.
 *
 * @param initialized true once the first feature that uses it is completed
 * @param featuresUsing who uses it, in the order of first use
 */
public record SharedResource(boolean initialized, List<FeatureId> featuresUsing) {

    /** Copies the list. */
    public SharedResource {
        featuresUsing = List.copyOf(featuresUsing);
    }
}
