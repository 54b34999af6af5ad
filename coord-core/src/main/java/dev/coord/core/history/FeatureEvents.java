package dev.coord.core.history;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.FeatureStatus;
import dev.coord.store.History.HistoryEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a step did to the coordination state. */
final class FeatureEvents {

    private record Standing(FeatureStatus status, Optional<AgentId> agent, String reason) {
        static final Standing PENDING = new Standing(FeatureStatus.PENDING, Optional.empty(), "");
        static final Standing COMPLETED = new Standing(FeatureStatus.COMPLETED, Optional.empty(), "");

        static Standing of(ActiveFeature active) {
            return new Standing(FeatureStatus.ACTIVE, active.agent(), "");
        }

        static Standing of(BlockedFeature blocked) {
            return new Standing(blocked.status(), blocked.agent(), blocked.reason());
        }
    }

    private FeatureEvents() {}

    static void add(List<HistoryEvent> events, CoordinationState before, CoordinationState after) {
        Map<FeatureId, Standing> was = new TreeMap<>();
        Map<FeatureId, Standing> is = new TreeMap<>();
        Difference<FeatureId> completed = Difference.between(before.completed(), after.completed(), id -> id);
        completed.removed().forEach(id -> was.put(id, Standing.COMPLETED));
        completed.added().forEach(id -> is.put(id, Standing.COMPLETED));
        Difference<ActiveFeature> active = Difference.between(before.active(), after.active(), entry -> entry);
        active.removed().forEach(entry -> was.put(entry.feature(), Standing.of(entry)));
        active.added().forEach(entry -> is.put(entry.feature(), Standing.of(entry)));
        Difference<BlockedFeature> blocked = Difference.between(before.blocked(), after.blocked(), entry -> entry);
        blocked.removed().forEach(entry -> was.put(entry.feature(), Standing.of(entry)));
        blocked.added().forEach(entry -> is.put(entry.feature(), Standing.of(entry)));

        Map<FeatureId, Standing> all = new TreeMap<>(was);
        all.putAll(is);
        for (FeatureId feature : all.keySet()) {
            Standing from = was.getOrDefault(feature, Standing.PENDING);
            Standing to = is.getOrDefault(feature, Standing.PENDING);
            events.add(new HistoryEvent.Moved(feature, from.status(), to.status(), to.agent(), to.reason()));
        }
        if (before.currentWave() != after.currentWave()) {
            events.add(new HistoryEvent.WaveBegun(after.currentWave()));
        }
    }
}
