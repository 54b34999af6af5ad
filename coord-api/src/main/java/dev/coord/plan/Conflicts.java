package dev.coord.plan;

import dev.coord.FeatureId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What features contend for, without the pairs being kept: a file that thousands write is one group, and millions of
 * pairs only if they are asked for. Immutable, safe for many threads. Specification 5.1, readings 1, 6 and 7.
 */
public interface Conflicts {

    /**
     * The contended things with their features. Grows with the input, never with the number of pairs; made when read.
     *
     * @return sorted by type, then those with most features first, then as they are declared
     */
    List<ConflictGroup> groups();

    /**
     * Every pair of features that contends for something, made one by one as the stream is read. A pair that shares several
     * things of one kind comes once, with all of them. Reads after writes come only where no dependency orders the two; the
     * other kinds always come, and are marked if a dependency orders them.
     *
     * @return sorted by first feature, second feature and type
     */
    default Stream<Conflict> pairs() {
        return pairs(Set.of(
                ConflictType.FILE_WRITE_CONFLICT,
                ConflictType.SCHEMA_CONFLICT,
                ConflictType.RESOURCE_CONTENTION,
                ConflictType.READ_AFTER_WRITE));
    }

    /**
     * The pairs of some kinds only.
     *
     * @param types which kinds
     * @return as {@link #pairs()}
     */
    Stream<Conflict> pairs(Set<ConflictType> types);

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
    record ConflictGroup(ConflictType type, String subject, List<FeatureId> features, List<FeatureId> others) {

        /**
         * Takes the lists as they are, without a copy: groups are views of what may be very large. The caller must not change
         * the lists afterwards.
         */
        public ConflictGroup {}
    }
}
