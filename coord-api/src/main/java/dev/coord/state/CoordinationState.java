package dev.coord.state;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.lock.LeaseId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the work is. A feature stands in at most one of the three lists. Specification 4.1.
 *
 * @param currentWave the wave that runs, 0 before the first
 * @param completed done, in the order of completion
 * @param active worked on, in the order of start
 * @param blocked halted or failed, in the order it happened
 * @param schemaChanges tables touched, in the order of completion
 * @param sharedResources what several features use, by name
 */
public record CoordinationState(
        int currentWave,
        List<FeatureId> completed,
        List<ActiveFeature> active,
        List<BlockedFeature> blocked,
        List<SchemaChange> schemaChanges,
        SortedMap<String, SharedResource> sharedResources) {

    /** Nothing begun. */
    public static final CoordinationState EMPTY =
            new CoordinationState(0, List.of(), List.of(), List.of(), List.of(), new TreeMap<>());

    /** Copies the collections. */
    public CoordinationState {
        completed = List.copyOf(completed);
        active = List.copyOf(active);
        blocked = List.copyOf(blocked);
        schemaChanges = List.copyOf(schemaChanges);
        sharedResources = Collections.unmodifiableSortedMap(new TreeMap<>(sharedResources));
    }

    /**
     * Where a feature stands.
     *
     * @param feature which feature
     * @return its status, {@link FeatureStatus#PENDING} for one that no list names
     */
    public FeatureStatus statusOf(FeatureId feature) {
        if (completed.contains(feature)) {
            return FeatureStatus.COMPLETED;
        }
        if (active.stream().anyMatch(entry -> entry.feature().equals(feature))) {
            return FeatureStatus.ACTIVE;
        }
        return blocked.stream()
                .filter(entry -> entry.feature().equals(feature))
                .map(BlockedFeature::status)
                .findFirst()
                .orElse(FeatureStatus.PENDING);
    }

    /**
     * The same at another wave.
     *
     * @param wave number of the wave that runs
     * @return the state
     */
    public CoordinationState atWave(int wave) {
        return new CoordinationState(wave, completed, active, blocked, schemaChanges, sharedResources);
    }

    /**
     * A feature that is worked on.
     *
     * @param feature which feature
     * @param agent who works on it; unknown if the feature was written into the file by hand
     * @param claim the lease it was claimed under: once that has ended, it can be claimed again. None where it was started
     */
    public record ActiveFeature(FeatureId feature, Optional<AgentId> agent, Optional<LeaseId> claim) {

        /**
         * A feature that was started, and not claimed.
         *
         * @param feature which feature
         * @param agent who works on it
         */
        public ActiveFeature(FeatureId feature, Optional<AgentId> agent) {
            this(feature, agent, Optional.empty());
        }
    }

    /**
     * A feature that was halted or failed.
     *
     * @param feature which feature
     * @param status {@link FeatureStatus#BLOCKED} or {@link FeatureStatus#FAILED}
     * @param agent who worked on it, where known
     * @param reason why, one line or more
     */
    public record BlockedFeature(FeatureId feature, FeatureStatus status, Optional<AgentId> agent, String reason) {

        /** Checks the status. */
        public BlockedFeature {
            if (status != FeatureStatus.BLOCKED && status != FeatureStatus.FAILED) {
                throw new IllegalArgumentException("a feature that is " + status + " is not blocked");
            }
        }
    }

    /**
     * Something several features use. Specification 4.1, reading 12.
     *
     * @param initialized true once the first feature that uses it is completed
     * @param featuresUsing who uses it, in the order of first use
     */
    public record SharedResource(boolean initialized, List<FeatureId> featuresUsing) {

        /** Copies the list. */
        public SharedResource {
            featuresUsing = List.copyOf(featuresUsing);
        }
    }

    /**
     * A table that a feature created or modified. Specification 4.1, reading 12.
     *
     * @param feature which feature
     * @param table which table
     * @param operation {@code create} when no earlier record names the table, otherwise {@code modify}
     * @param committed whether the feature has landed
     */
    public record SchemaChange(FeatureId feature, String table, String operation, boolean committed) {

        /** The operation of the first record of a table. */
        public static final String CREATE = "create";

        /** The operation of any later record of a table. */
        public static final String MODIFY = "modify";
    }
}
