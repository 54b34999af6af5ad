package dev.coord.core.state;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome;
import dev.coord.state.LifecycleOutcome.IllegalMove;
import dev.coord.state.LifecycleOutcome.NotTheOwner;
import dev.coord.store.Snapshot;
import java.util.Optional;

/**
 * Where a feature stands when a step is asked for.
 *
 * @param feature which feature
 * @param status where it stands
 * @param owner who works on it, where it is active and he is known
 */
record Standing(FeatureId feature, FeatureStatus status, Optional<AgentId> owner) {

    static Standing of(Snapshot snapshot, FeatureId feature) {
        Optional<AgentId> owner = snapshot.state().active().stream()
                .filter(entry -> entry.feature().equals(feature))
                .findFirst()
                .flatMap(ActiveFeature::agent);
        return new Standing(feature, snapshot.state().statusOf(feature), owner);
    }

    /** Why the step cannot be taken by that agent, if so. */
    Optional<LifecycleOutcome> refusal(LegalMoves step, AgentId agent) {
        if (owner.isPresent() && !owner.get().equals(agent)) {
            return Optional.of(new NotTheOwner(feature, owner.get(), agent));
        }
        return step.isLegalFrom(status) ? Optional.empty() : Optional.of(new IllegalMove(feature, status, step.step()));
    }

    LifecycleOutcome moved(LegalMoves step) {
        return new LifecycleOutcome.Moved(feature, status, step.to());
    }
}
