package dev.coord.core.state;

import dev.coord.FeatureId;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.FeatureStatus;
import dev.coord.store.Snapshot;
import java.util.Collection;
import java.util.Optional;

/** What integration makes of features. Readings 9 and 12. */
final class Landing {

    private Landing() {}

    static Snapshot land(Snapshot before, Collection<FeatureId> features) {
        StateDraft draft = new StateDraft(before);
        for (FeatureId feature : features) {
            draft.complete(feature);
            draft.commitSchema(feature);
        }
        return draft.finish();
    }

    static Snapshot undo(Snapshot before, Collection<FeatureId> features) {
        StateDraft draft = new StateDraft(before);
        features.forEach(draft::forget);
        return draft.finish();
    }

    static Snapshot reject(Snapshot before, Collection<FeatureId> features, FeatureStatus status, String reason) {
        StateDraft draft = new StateDraft(before);
        for (FeatureId feature : features) {
            draft.forget(feature);
            draft.block(new BlockedFeature(feature, status, Optional.empty(), reason));
        }
        return draft.finish();
    }
}
