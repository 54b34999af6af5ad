package dev.coord.core.run.event;

import dev.coord.FeatureId;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long the features of a run have been in their phases. Told by whoever drives the run, who has a clock that nobody
 * sets and that stands still while the host sleeps; a driver that begins anew begins to count anew. Immutable.
 *
 * @param features the phase of each feature, and how long it has been in it
 */
public record PhaseTimes(SortedMap<FeatureId, Entry> features) {

    /** Nothing is known yet. */
    public static final PhaseTimes NONE = new PhaseTimes(new TreeMap<>());

    /**
     * One feature.
     *
     * @param phase its kind of phase
     * @param attempt which attempt
     * @param spent for how long
     */
    public record Entry(Class<? extends FeaturePhase> phase, int attempt, Duration spent) {}

    /** Copies the map. */
    public PhaseTimes {
        features = Collections.unmodifiableSortedMap(new TreeMap<>(features));
    }

    /**
     * Lets time pass.
     *
     * @param run the run as it is now
     * @param time how much passed since this was worked out
     * @return the times now; a feature whose phase has changed begins at zero
     */
    public PhaseTimes after(RunRecord run, Duration time) {
        SortedMap<FeatureId, Entry> next = new TreeMap<>();
        run.features().forEach((id, feature) -> {
            Entry before = features.get(id);
            Class<? extends FeaturePhase> phase = feature.phase().getClass();
            Duration spent = before != null && before.phase().equals(phase) && before.attempt() == feature.attempts()
                    ? before.spent().plus(time)
                    : Duration.ZERO;
            next.put(id, new Entry(phase, feature.attempts(), spent));
        });
        return new PhaseTimes(next);
    }

    /**
     * How long a feature has been in a phase, as far as that was seen.
     *
     * @param phase its phase
     * @param id which feature
     * @param attempt which attempt
     * @return zero if it was not seen there
     */
    public Duration in(FeaturePhase phase, FeatureId id, int attempt) {
        Entry entry = features.get(id);
        return entry != null && entry.phase().equals(phase.getClass()) && entry.attempt() == attempt
                ? entry.spent()
                : Duration.ZERO;
    }
}
