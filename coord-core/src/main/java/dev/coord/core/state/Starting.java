package dev.coord.core.state;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.conflict.Tables;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.ConflictEntry;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome;
import dev.coord.state.LifecycleOutcome.Halted;
import dev.coord.state.LifecycleOutcome.PrerequisitesMissing;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a feature begins. Specification 4.2 and 5.2. */
final class Starting {

    private Starting() {}

    /** By {@link LegalMoves#START} or {@link LegalMoves#REDO}. */
    static Transition<LifecycleOutcome> start(
            Snapshot before, LegalMoves step, FeatureId id, AgentId agent, Instant now) {
        Optional<Feature> declared = Features.declared(before, id);
        if (declared.isEmpty()) {
            return Transition.of(before, Features.unknown(before, id));
        }
        Standing standing = Standing.of(before, id);
        if (standing.owner().filter(agent::equals).isPresent()) {
            return Transition.of(before, new LifecycleOutcome.Moved(id, FeatureStatus.ACTIVE, FeatureStatus.ACTIVE));
        }
        Optional<LifecycleOutcome> refusal = standing.refusal(step, agent);
        if (refusal.isPresent()) {
            return Transition.of(before, refusal.get());
        }
        FeatureSet set = before.features().orElseThrow();
        List<FeatureId> missing = Features.missingPrerequisites(set, before.state(), id);
        if (!missing.isEmpty()) {
            return prerequisitesMissing(before, id, missing, now);
        }
        Optional<Halted> conflict = schemaConflicts(before, set, declared.get()).findFirst();
        if (conflict.isPresent()) {
            return halted(before, conflict.get(), agent, now);
        }
        StateDraft draft = new StateDraft(before);
        draft.activate(declared.get(), agent);
        return Transition.of(draft.finish(), standing.moved(step));
    }

    private static Transition<LifecycleOutcome> prerequisitesMissing(
            Snapshot before, FeatureId id, List<FeatureId> missing, Instant now) {
        List<FeatureId> concerned = new ArrayList<>(List.of(id));
        concerned.addAll(missing);
        List<String> names = missing.stream().map(FeatureId::value).toList();
        ConflictEntry entry = new ConflictEntry(
                now,
                ConflictType.DEPENDENCY_VIOLATION,
                concerned,
                names,
                "Wait for " + String.join(", ", names) + " completion");
        return new Transition<>(before, new PrerequisitesMissing(id, missing), List.of(entry));
    }

    /** Active features that change a table of this one and are not in order with it. */
    static Stream<Halted> schemaConflicts(Snapshot before, FeatureSet set, Feature feature) {
        return before.state().active().stream()
                .filter(entry -> !entry.feature().equals(feature.id()))
                .flatMap(entry -> Features.declared(before, entry.feature()).stream())
                .map(other -> new Halted(feature.id(), other.id(), Tables.common(feature, other)))
                .filter(conflict ->
                        !conflict.tables().isEmpty() && !Features.areOrdered(set, feature.id(), conflict.other()));
    }

    /** The agent stops here until somebody has merged the changes by hand and lets the feature begin anew. */
    private static Transition<LifecycleOutcome> halted(Snapshot before, Halted conflict, AgentId agent, Instant now) {
        String tables =
                conflict.tables().stream().map(table -> "'" + table + "'").collect(Collectors.joining(", "));
        StateDraft draft = new StateDraft(before);
        draft.block(new BlockedFeature(
                conflict.feature(),
                LegalMoves.HALT.to(),
                Optional.of(agent),
                "schema conflict with '" + conflict.other() + "' on " + tables
                        + "; merge the schema changes by hand or wait for it, then retry"));
        ConflictEntry entry = new ConflictEntry(
                now,
                ConflictType.SCHEMA_CONFLICT,
                List.of(conflict.feature(), conflict.other()),
                conflict.tables(),
                "Halt " + conflict.feature() + ", merge schema changes manually");
        return new Transition<>(draft.finish(), conflict, List.of(entry));
    }
}
