package dev.coord.plan;

import java.util.List;

/**
 * Everybody who contends for one thing. Each of {@code features} contends with each of {@code others}; where the kind of
 * conflict is mutual (all but read after write), also with each other of {@code features}. A feature may be on both sides and
 * never contends with itself; a pair that shares several things is in several groups. Specification 5.1.
 *
 * @param type what kind of conflict it is
 * @param subject the declared path, table or resource
 * @param features who declares it, sorted: of a read after write its readers, else its users
 * @param others sorted: of a read after write the writers of what overlaps the subject; of a file write conflict those
 *     that write something else that overlaps it, which is told in the group of one of the two paths only
 */
public record ConflictGroup(ConflictType type, String subject, List<FeatureId> features, List<FeatureId> others) {

    /**
     * Takes the lists as they are, without a copy: groups are views on what may be very large, and who makes one keeps
     * its lists unchanged.
     */
    public ConflictGroup {}
}
