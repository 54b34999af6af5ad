package dev.coord.plan;

import dev.coord.FeatureId;
import java.util.List;

/**
 * The answer to "can these two run together", with its evidence. Specification 1.2, reading 2.
 *
 * @param first one feature
 * @param second the other feature
 * @param verdict the answer
 * @param criteria the specification's four criteria in its order
 */
public record Independence(FeatureId first, FeatureId second, Verdict verdict, List<Criterion> criteria) {

    /** Copies the list. */
    public Independence {
        criteria = List.copyOf(criteria);
    }

    /** The four criteria, in the specification's order. */
    public enum Question {
        /** Features write to different files. */
        FILE_WRITES,
        /** Features change different tables. */
        SCHEMA,
        /** Neither waits for the other, and both could start now. */
        DEPENDENCIES,
        /** Neither reads what the other writes, and no dependency path joins them. Reading 11. */
        INDEPENDENT_TESTING
    }

    /**
     * One criterion and what was found.
     *
     * @param question which criterion
     * @param holds whether it holds
     * @param evidence what was found, one line
     */
    public record Criterion(Question question, boolean holds, String evidence) {}

    /** Whether two features can run together. Specification 1.2, reading 2. */
    public sealed interface Verdict {

        /** They can run together at once. */
        record Parallel() implements Verdict {}

        /**
         * They can run together once others are completed.
         *
         * @param prerequisites features both or one of them wait for, sorted
         */
        record ParallelAfter(List<FeatureId> prerequisites) implements Verdict {

            /** Copies the list. */
            public ParallelAfter {
                prerequisites = List.copyOf(prerequisites);
            }
        }

        /**
         * They must run one after the other.
         *
         * @param conflicts why, at least one
         */
        record Serialize(List<Conflict> conflicts) implements Verdict {

            /** Copies the list. */
            public Serialize {
                conflicts = List.copyOf(conflicts);
            }
        }

        /**
         * One waits for the other by declaration.
         *
         * @param path the features from the earlier to the later, each waiting for the one before it
         */
        record Ordered(List<FeatureId> path) implements Verdict {

            /** Copies the list. */
            public Ordered {
                path = List.copyOf(path);
            }
        }
    }
}
