package dev.coord.plan;

import dev.coord.FeatureId;
import dev.coord.plan.ConflictType.Severity;
import java.util.List;

/**
 * Two features that contend for something. Specification 5.1.
 *
 * <p>An ordered conflict is one between features that a dependency path already keeps apart; it is reported and never
 * serialized again (reading 1).
 */
public sealed interface Conflict {

    /**
     * One of the two features: the smaller id, but the reader of a read after write.
     *
     * @return its id
     */
    FeatureId first();

    /**
     * The other feature: the larger id, but the writer of a read after write.
     *
     * @return its id
     */
    FeatureId second();

    /**
     * What both contend for: paths, tables or resources, sorted.
     *
     * @return at least one
     */
    List<String> subjects();

    /**
     * Whether a dependency path keeps the two apart.
     *
     * @return true if they can never run together
     */
    boolean ordered();

    /**
     * What kind of conflict it is.
     *
     * @return its type, which has its severity
     */
    ConflictType type();

    /**
     * Whether the planner has to keep the two apart.
     *
     * @return true for a critical conflict that no dependency orders
     */
    default boolean mustSerialize() {
        return type().severity() == Severity.CRITICAL && !ordered();
    }

    /**
     * Both write one file.
     *
     * @param first the smaller id
     * @param second the larger id
     * @param subjects the declared paths that overlap
     * @param ordered whether a dependency path keeps them apart
     */
    record FileWrite(FeatureId first, FeatureId second, List<String> subjects, boolean ordered) implements Conflict {

        /** Copies the list. */
        public FileWrite {
            subjects = List.copyOf(subjects);
        }

        @Override
        public ConflictType type() {
            return ConflictType.FILE_WRITE_CONFLICT;
        }
    }

    /**
     * Both change one table.
     *
     * @param first the smaller id
     * @param second the larger id
     * @param subjects the tables
     * @param ordered whether a dependency path keeps them apart
     */
    record Schema(FeatureId first, FeatureId second, List<String> subjects, boolean ordered) implements Conflict {

        /** Copies the list. */
        public Schema {
            subjects = List.copyOf(subjects);
        }

        @Override
        public ConflictType type() {
            return ConflictType.SCHEMA_CONFLICT;
        }
    }

    /**
     * Both use one shared resource.
     *
     * @param first the smaller id
     * @param second the larger id
     * @param subjects the resources
     * @param ordered whether a dependency path keeps them apart
     */
    record Resource(FeatureId first, FeatureId second, List<String> subjects, boolean ordered) implements Conflict {

        /** Copies the list. */
        public Resource {
            subjects = List.copyOf(subjects);
        }

        @Override
        public ConflictType type() {
            return ConflictType.RESOURCE_CONTENTION;
        }
    }

    /**
     * One reads what the other writes.
     *
     * @param first the reader
     * @param second the writer
     * @param subjects the paths read
     * @param ordered whether a dependency path keeps them apart
     */
    record ReadAfterWrite(FeatureId first, FeatureId second, List<String> subjects, boolean ordered)
            implements Conflict {

        /** Copies the list. */
        public ReadAfterWrite {
            subjects = List.copyOf(subjects);
        }

        @Override
        public ConflictType type() {
            return ConflictType.READ_AFTER_WRITE;
        }
    }
}
