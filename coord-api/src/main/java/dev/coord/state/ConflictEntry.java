package dev.coord.state;

import dev.coord.FeatureId;
import dev.coord.plan.ConflictType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One entry of the conflict log. Specification 5.2 and its section "Conflict Log", reading 13.
 *
 * @param at when it was noticed, in whole seconds
 * @param type what kind of conflict
 * @param features the features concerned; where the plan puts one after the other, in that order
 * @param subjects the files, tables, resources or prerequisites concerned
 * @param resolution what is done about it
 */
public record ConflictEntry(
        Instant at, ConflictType type, List<FeatureId> features, List<String> subjects, String resolution) {

    /** Copies the lists, and rounds the time down to the second, as the log holds it. */
    public ConflictEntry {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        features = List.copyOf(features);
        subjects = List.copyOf(subjects);
    }
}
