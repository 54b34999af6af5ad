package dev.coord.plan;

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
}
