package dev.coord.core.radar;

import dev.coord.BranchName;
import dev.coord.FeatureId;
import dev.coord.plan.Feature;
import dev.coord.radar.LiveWork;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import dev.coord.state.CoordinationState;
import dev.coord.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which work is live: what agents of the run work on or have finished, until it has landed; and what others have claimed, started or
 * completed, on the branches of its features.
 */
public final class LiveFeatures {

    private LiveFeatures() {}

    /**
     * Looks for it.
     *
     * @param snapshot the state
     * @return one for each feature, sorted by feature; whether a branch has landed is for the repository to say
     */
    public static List<LiveWork> of(Snapshot snapshot) {
        SortedMap<FeatureId, LiveWork> live = new TreeMap<>();
        CoordinationState state = snapshot.state();
        state.active().forEach(active -> live.put(active.feature(), onBranch(snapshot, active.feature(), true)));
        state.completed().forEach(id -> live.put(id, onBranch(snapshot, id, false)));
        snapshot.run().ifPresent(run -> addMade(live, run));
        return new ArrayList<>(live.values());
    }

    private static LiveWork onBranch(Snapshot snapshot, FeatureId id, boolean isExpected) {
        BranchName branch = snapshot.features()
                .flatMap(set -> Optional.ofNullable(set.features().get(id)))
                .flatMap(Feature::branch)
                .orElseGet(() -> BranchName.of(id));
        return new LiveWork.OnBranch(id, branch, isExpected);
    }

    /** What the run knows counts more than that a feature is active. */
    private static void addMade(SortedMap<FeatureId, LiveWork> live, RunRecord run) {
        run.features().forEach((id, feature) -> {
            FeaturePhase phase = feature.phase();
            if (phase instanceof FeaturePhase.Running || phase instanceof FeaturePhase.Collecting) {
                live.put(id, new LiveWork.InWorkTree(((FeaturePhase.Placed) phase).workspace()));
            } else if (phase.made().isPresent()) {
                live.put(id, new LiveWork.Finished(id, phase.made().get().tip()));
            } else if (isOfTheRun(phase)) {
                live.remove(id);
            }
        });
    }

    /** It is not begun, or what was made of it is not used. */
    private static boolean isOfTheRun(FeaturePhase phase) {
        return phase instanceof FeaturePhase.Placed || phase instanceof FeaturePhase.Landed;
    }
}
