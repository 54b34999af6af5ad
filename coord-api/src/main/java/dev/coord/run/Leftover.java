package dev.coord.run;

import dev.coord.FeatureId;

/**
 * A workspace that no run tells of any more, found on the branch of a feature.
 *
 * @param feature whose branch it had
 * @param found what was found and what became of it, a sentence for people
 */
public record Leftover(FeatureId feature, String found) {}
