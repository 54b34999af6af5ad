package dev.coord.plan;

import dev.coord.FeatureId;
import java.util.List;

/**
 * All features that contend for one thing. Each of {@code features} contends with each of {@code others}; where the kind of
 * conflict is mutual (all but read after write), also with each other of {@code features}. A feature may be on both sides and
 * never contends with itself; a pair that shares several things is in several groups. Specification 5.1.
 *
 * @param type what kind of conflict it is
 * @param subject the declared path, table or resource
 * @param features the features that declare it, sorted: for a read after write its readers, otherwise its users
 * @param others sorted: for a read after write, the writers of what overlaps the subject; for a file write conflict, the
 *     writers of another path that overlaps it, each pair of paths being listed in one of its two groups only
 */
public record ConflictGroup(ConflictType type, String subject, List<FeatureId> features, List<FeatureId> others) {

    /**
     * Takes the lists as they are, without a copy: groups are views of what may be very large. The caller must not change
     * the lists afterwards.
     */
    public ConflictGroup {}
}
