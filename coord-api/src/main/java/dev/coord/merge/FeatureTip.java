package dev.coord.merge;

import dev.coord.FeatureId;
import java.util.Optional;

/**
 * What an agent made of a feature, pinned under a ref.
 *
 * @param feature which feature
 * @param digest digest of the declaration it was made from
 * @param tip the latest commit of its branch
 * @param fence the lease it was completed under; none for work that was done without locks, for which nothing is checked
 */
public record FeatureTip(FeatureId feature, String digest, CommitId tip, Optional<Fence> fence) {

    /**
     * Work that was done without locks.
     *
     * @param feature which feature
     * @param digest digest of the declaration it was made from
     * @param tip the latest commit of its branch
     */
    public FeatureTip(FeatureId feature, String digest, CommitId tip) {
        this(feature, digest, tip, Optional.empty());
    }
}
