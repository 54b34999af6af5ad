package dev.coord.state;

import dev.coord.FeatureId;
import java.util.Collections;
import java.util.List;
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
}
