package dev.coord.core.plan;

import static java.util.Objects.requireNonNull;

import dev.coord.plan.Conflict;
import dev.coord.plan.FeatureId;
import dev.coord.plan.Plan;
import dev.coord.plan.Wave;
import dev.coord.state.ConflictEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a plan serializes, as entries for the conflict log. Specification 5.2, reading 13. */
public final class Serializations {

    private Serializations() {}

    /**
     * One entry for each critical conflict that only the plan keeps apart.
     *
     * @param plan the plan
     * @param at time of the entries
     * @return the entries in the order of the plan's conflicts; the feature that goes first is named first
     */
    public static List<ConflictEntry> entries(Plan plan, Instant at) {
        Map<FeatureId, Integer> waves = new HashMap<>();
        for (Wave wave : plan.waves()) {
            wave.features().forEach(id -> waves.put(id, wave.number()));
        }
        return plan.conflicts()
                .pairs()
                .filter(Conflict::mustSerialize)
                .map(conflict -> entry(conflict, waves, at))
                .toList();
    }

    private static ConflictEntry entry(Conflict conflict, Map<FeatureId, Integer> waves, Instant at) {
        boolean inOrder = requireNonNull(waves.get(conflict.first())) < requireNonNull(waves.get(conflict.second()));
        FeatureId earlier = inOrder ? conflict.first() : conflict.second();
        FeatureId later = inOrder ? conflict.second() : conflict.first();
        return new ConflictEntry(
                at,
                conflict.type(),
                List.of(earlier, later),
                conflict.subjects(),
                "Serialize " + later + " after " + earlier);
    }
}
