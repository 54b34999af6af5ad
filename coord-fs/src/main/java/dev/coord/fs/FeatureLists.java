package dev.coord.fs;

import dev.coord.plan.FeatureId;
import dev.coord.state.ActiveFeature;
import dev.coord.state.BlockedFeature;
import dev.coord.state.CoordinationState;
import dev.coord.state.FeatureStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The three lists of features while an edit is merged into them. A feature stands in at most one of them. */
final class FeatureLists {

    private static final Set<Row.Kind> KINDS = EnumSet.of(Row.Kind.COMPLETED, Row.Kind.ACTIVE, Row.Kind.BLOCKED);
    private static final String BY_HAND = "written into the file by hand";

    private final List<FeatureId> completed;
    private final List<ActiveFeature> active;
    private final List<BlockedFeature> blocked;

    FeatureLists(CoordinationState state) {
        completed = new ArrayList<>(state.completed());
        active = new ArrayList<>(state.active());
        blocked = new ArrayList<>(state.blocked());
    }

    void remove(Set<Row> rows) {
        completed.removeIf(id -> rows.contains(Row.of(Row.Kind.COMPLETED, id.value())));
        active.removeIf(
                entry -> rows.contains(Row.of(Row.Kind.ACTIVE, entry.feature().value())));
        blocked.removeIf(
                entry -> rows.contains(Row.of(Row.Kind.BLOCKED, entry.feature().value())));
    }

    /**
     * Puts features where an edit has put them. One that moved since the edit was begun stays where it is; one that the
     * edit put into two lists goes into the first of completed, active, blocked.
     *
     * @param rows what the edit added
     * @param seen what stood there when it was begun
     */
    void add(Set<Row> rows, Set<Row> seen) {
        Set<String> done = new HashSet<>();
        for (Row row : rows) {
            if (KINDS.contains(row.kind()) && done.add(row.part(0)) && mayMove(row.part(0), seen)) {
                move(new FeatureId(row.part(0)), row.kind());
            }
        }
    }

    List<FeatureId> completed() {
        return completed;
    }

    List<ActiveFeature> active() {
        return active;
    }

    List<BlockedFeature> blocked() {
        return blocked;
    }

    private boolean mayMove(String feature, Set<Row> seen) {
        return kindOf(new FeatureId(feature))
                .map(kind -> seen.contains(Row.of(kind, feature)))
                .orElse(true);
    }

    private Optional<Row.Kind> kindOf(FeatureId feature) {
        if (completed.contains(feature)) {
            return Optional.of(Row.Kind.COMPLETED);
        }
        if (active.stream().anyMatch(entry -> entry.feature().equals(feature))) {
            return Optional.of(Row.Kind.ACTIVE);
        }
        return blocked.stream().anyMatch(entry -> entry.feature().equals(feature))
                ? Optional.of(Row.Kind.BLOCKED)
                : Optional.empty();
    }

    private void move(FeatureId feature, Row.Kind kind) {
        completed.remove(feature);
        active.removeIf(entry -> entry.feature().equals(feature));
        blocked.removeIf(entry -> entry.feature().equals(feature));
        if (kind == Row.Kind.COMPLETED) {
            completed.add(feature);
        } else if (kind == Row.Kind.ACTIVE) {
            active.add(new ActiveFeature(feature, Optional.empty()));
        } else {
            blocked.add(new BlockedFeature(feature, FeatureStatus.BLOCKED, Optional.empty(), BY_HAND));
        }
    }
}
