package dev.coord.core.run;

import dev.coord.lock.LeaseId;
import dev.coord.run.FeaturePhase;
import java.util.Optional;

/** Questions about the phase of a feature. */
final class Phases {

    private Phases() {}

    static Optional<LeaseId> leaseOf(FeaturePhase phase) {
        if (phase instanceof FeaturePhase.Ready ready) {
            return Optional.of(ready.lease().id());
        }
        if (phase instanceof FeaturePhase.Running running) {
            return Optional.of(running.lease().id());
        }
        return phase instanceof FeaturePhase.Collecting collecting ? Optional.of(collecting.lease()) : Optional.empty();
    }

    /** Whether the feature takes one of the places that the number of agents bounds. Who waits takes none. */
    static boolean takesAPlace(FeaturePhase phase) {
        return phase instanceof FeaturePhase.Preparing
                || phase instanceof FeaturePhase.Running
                || phase instanceof FeaturePhase.Collecting;
    }

    /** Whether something is still being done for the feature. */
    static boolean isBusy(FeaturePhase phase) {
        return phase instanceof FeaturePhase.Placed && !(phase instanceof FeaturePhase.Finished);
    }

    /** Whether the feature has failed, be what it made pinned yet or not. */
    static boolean isFailing(FeaturePhase phase) {
        return phase instanceof FeaturePhase.Failed
                || (phase instanceof FeaturePhase.Salvaging salvaging
                        && salvaging.reason().isPresent());
    }

    static boolean isAtEnd(FeaturePhase phase) {
        return phase instanceof FeaturePhase.Finished || phase instanceof FeaturePhase.Failed;
    }
}
