package dev.coord.git.rollback;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.core.rollback.RollbackState;
import dev.coord.git.history.LandedFeatures;
import dev.coord.plan.FeatureSet;
import dev.coord.run.RunRecord;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the state knows of that which is taken back, and is told once it was. */
final class KnownState {

    private final CoordinationStore store;
    private final String target;

    KnownState(CoordinationStore store, String target) {
        this.store = store;
        this.target = target;
    }

    Snapshot now() {
        return store.read();
    }

    /** The latest run is the one of the store, if it has landed anything. */
    RollbackRequest named(RollbackRequest request, History history) {
        if (!(request instanceof RollbackRequest.OfWave wave) || wave.run().isPresent()) {
            return request;
        }
        RunId latest = store.read()
                .run()
                .map(RunRecord::id)
                .filter(run -> !history.waves(run).isEmpty())
                .or(history::latestRun)
                .orElseThrow(() -> new BadInput("cannot take wave " + wave.wave()
                        + " back: no run has landed anything on " + target
                        + "; name the run with --run, and check out the branch that it landed on"));
        return new RollbackRequest.OfWave(wave.wave(), Optional.of(latest));
    }

    void requireKnown(FeatureId feature) {
        boolean isDeclared = store.read()
                .features()
                .map(FeatureSet::features)
                .filter(features -> features.containsKey(feature))
                .isPresent();
        if (!isDeclared) {
            throw new BadInput(
                    "cannot take '" + feature + "' back: no feature of that name is declared or has landed on " + target
                            + "; see 'coord status'");
        }
    }

    /** The state forgets those of which no landing stands any more. */
    void note(List<LandedFeatures.Landing> takenBack, History now) {
        Set<FeatureId> landed = now.features();
        List<LandedWork> gone = takenBack.stream()
                .map(LandedFeatures.Landing::work)
                .filter(landing -> !landed.contains(landing.feature()))
                .toList();
        store.update((snapshot, at) -> {
            Snapshot after = RollbackState.without(snapshot, gone, at);
            return Transition.of(after, snapshot.revision());
        });
    }
}
