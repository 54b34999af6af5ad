package dev.coord.merge;

import dev.coord.plan.FeatureId;

/**
 * What an agent made of a feature, pinned under a ref.
 *
 * @param feature which feature
 * @param digest digest of the declaration it was made from
 * @param tip the latest commit of its branch
 */
public record FeatureTip(FeatureId feature, String digest, CommitId tip) {}
