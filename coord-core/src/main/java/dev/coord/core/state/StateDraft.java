package dev.coord.core.state;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.lock.LeaseId;
import dev.coord.plan.Feature;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.CoordinationState.SchemaChange;
import dev.coord.state.CoordinationState.SharedResource;
import dev.coord.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A coordination state in the making, within one transition. A feature is in one list at most. */
final class StateDraft {

    private final Snapshot snapshot;
    private final List<FeatureId> completed;
    private final List<ActiveFeature> active;
    private final List<BlockedFeature> blocked;
    private List<SchemaChange> schemaChanges;
    private SortedMap<String, SharedResource> sharedResources;

    StateDraft(Snapshot snapshot) {
        this.snapshot = snapshot;
        CoordinationState state = snapshot.state();
        completed = new ArrayList<>(state.completed());
        active = new ArrayList<>(state.active());
        blocked = new ArrayList<>(state.blocked());
        schemaChanges = state.schemaChanges();
        sharedResources = state.sharedResources();
    }

    /** The snapshot with this state; the very one the draft began with where nothing has changed. */
    Snapshot finish() {
        CoordinationState after = new CoordinationState(
                snapshot.state().currentWave(), completed, active, blocked, schemaChanges, sharedResources);
        return after.equals(snapshot.state()) ? snapshot : snapshot.withState(after);
    }

    void activate(Feature feature, AgentId agent) {
        leaveLists(feature.id());
        activate(feature, new ActiveFeature(feature.id(), Optional.of(agent)));
    }

    void claim(Feature feature, AgentId agent, LeaseId claim) {
        leaveLists(feature.id());
        activate(feature, new ActiveFeature(feature.id(), Optional.of(agent), Optional.of(claim)));
    }

    private void activate(Feature feature, ActiveFeature entry) {
        active.add(entry);
        sharedResources = SharedResources.usedBy(sharedResources, feature);
    }

    void block(BlockedFeature feature) {
        if (!blocked.contains(feature)) {
            leaveLists(feature.feature());
            blocked.add(feature);
        }
    }

    void makePending(FeatureId feature) {
        leaveLists(feature);
    }

    void complete(FeatureId feature) {
        int place = completed.indexOf(feature);
        leaveLists(feature);
        completed.add(place < 0 ? completed.size() : place, feature);
        Features.declared(snapshot, feature).ifPresent(declared -> {
            schemaChanges = SchemaChanges.recorded(schemaChanges, declared);
            sharedResources = SharedResources.initializedBy(sharedResources, declared);
        });
    }

    void commitSchema(FeatureId feature) {
        schemaChanges = SchemaChanges.committed(schemaChanges, feature);
    }

    void forget(FeatureId feature) {
        sharedResources = SharedResources.without(sharedResources, feature, completed);
        schemaChanges = SchemaChanges.without(schemaChanges, feature);
        leaveLists(feature);
    }

    private void leaveLists(FeatureId feature) {
        completed.removeIf(feature::equals);
        active.removeIf(entry -> entry.feature().equals(feature));
        blocked.removeIf(entry -> entry.feature().equals(feature));
    }
}
