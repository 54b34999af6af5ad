package dev.coord.plan;

import dev.coord.FeatureId;
import java.util.List;

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
