package dev.coord.core.run.scheduling;

import dev.coord.CommitId;
import dev.coord.lock.LeaseId;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import java.util.Optional;

/** Questions about the phase of a feature or of a run. */
public final class Phases {

    private Phases() {}

    public static Optional<LeaseId> leaseOf(FeaturePhase phase) {
        if (phase instanceof FeaturePhase.Ready ready) {
            return Optional.of(ready.lease().id());
        }
        if (phase instanceof FeaturePhase.Running running) {
            return Optional.of(running.lease().id());
        }
        if (phase instanceof FeaturePhase.Checking checking) {
            return checking.lease();
        }
        return phase instanceof FeaturePhase.Collecting collecting ? Optional.of(collecting.lease()) : Optional.empty();
    }

    /** Whether the feature takes one of the places that the number of agents bounds. One that waits takes none. */
    static boolean takesAPlace(FeaturePhase phase) {
        return phase instanceof FeaturePhase.Preparing
                || phase instanceof FeaturePhase.Running
                || phase instanceof FeaturePhase.Collecting
                || phase instanceof FeaturePhase.Checking;
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

    /** Whether a wave is merged, looked at, tested or landed. */
    static boolean isIntegrating(RunPhase phase) {
        return phase instanceof RunPhase.Merging
                || phase instanceof RunPhase.Merged
                || phase instanceof RunPhase.Landing;
    }

    /** What features that begin now are built on; none where nothing begins any more. */
    public static Optional<CommitId> base(RunPhase phase) {
        if (phase instanceof RunPhase.Working working) {
            return Optional.of(working.base());
        }
        if (phase instanceof RunPhase.Merging merging) {
            return Optional.of(merging.base());
        }
        if (phase instanceof RunPhase.Merged merged) {
            return Optional.of(merged.candidate().base());
        }
        return phase instanceof RunPhase.Landing landing
                ? Optional.of(landing.candidate().base())
                : Optional.empty();
    }
}
