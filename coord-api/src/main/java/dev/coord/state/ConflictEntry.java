package dev.coord.state;

import dev.coord.plan.ConflictType;
import dev.coord.plan.FeatureId;
import java.time.Instant;
import java.util.List;

/**
 * One entry of the conflict log. Specification 5.2 and its section "Conflict Log", reading 13.
 *
 * @param at when it was noticed
 * @param type what kind of conflict
 * @param features the features concerned; where the plan puts one after the other, in that order
 * @param subjects the files, tables, resources or prerequisites concerned
 * @param resolution what is done about it
 */
public record ConflictEntry(
        Instant at, ConflictType type, List<FeatureId> features, List<String> subjects, String resolution) {

    /** Copies the lists. */
    public ConflictEntry {
        features = List.copyOf(features);
        subjects = List.copyOf(subjects);
    }
}
