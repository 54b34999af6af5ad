package dev.coord.core.protocol.edit;

import dev.coord.FeatureId;
import dev.coord.core.protocol.Row;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.FeatureStatus;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The three lists of features while an edit is merged into them. A feature stands in at most one of them. */
final class FeatureLists {

    private static final Set<Row.Kind> KINDS = EnumSet.of(Row.Kind.COMPLETED, Row.Kind.ACTIVE, Row.Kind.BLOCKED);
    private static final String BY_HAND = "written into the file by hand";

    private final Set<FeatureId> completed;
    private final Map<FeatureId, ActiveFeature> active = new LinkedHashMap<>();
    private final Map<FeatureId, BlockedFeature> blocked = new LinkedHashMap<>();

    FeatureLists(CoordinationState state) {
        completed = new LinkedHashSet<>(state.completed());
        state.active().forEach(entry -> active.put(entry.feature(), entry));
        state.blocked().forEach(entry -> blocked.put(entry.feature(), entry));
    }

    void remove(Set<Row> rows) {
        completed.removeIf(id -> rows.contains(Row.of(Row.Kind.COMPLETED, id.value())));
        active.keySet().removeIf(id -> rows.contains(Row.of(Row.Kind.ACTIVE, id.value())));
        blocked.keySet().removeIf(id -> rows.contains(Row.of(Row.Kind.BLOCKED, id.value())));
    }

    /**
     * Puts features where an edit has put them. One that it put into two lists goes into the first of completed, active,
     * blocked.
     *
     * @param rows what the edit added
     */
    void add(Set<Row> rows) {
        Set<String> done = new HashSet<>();
        for (Row row : rows) {
            if (KINDS.contains(row.kind()) && done.add(row.part(0))) {
                move(new FeatureId(row.part(0)), row.kind());
            }
        }
    }

    List<FeatureId> completed() {
        return List.copyOf(completed);
    }

    List<ActiveFeature> active() {
        return List.copyOf(active.values());
    }

    List<BlockedFeature> blocked() {
        return List.copyOf(blocked.values());
    }

    private void move(FeatureId feature, Row.Kind kind) {
        completed.remove(feature);
        active.remove(feature);
        blocked.remove(feature);
        if (kind == Row.Kind.COMPLETED) {
            completed.add(feature);
        } else if (kind == Row.Kind.ACTIVE) {
            active.put(feature, new ActiveFeature(feature, Optional.empty()));
        } else {
            blocked.put(feature, new BlockedFeature(feature, FeatureStatus.BLOCKED, Optional.empty(), BY_HAND));
        }
    }
}
