package dev.coord.core.run;

import dev.coord.merge.Candidate;
import dev.coord.merge.CommitId;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.Workspace;
import dev.coord.store.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a coordinator has to see to in the repository before it goes on with a run.
 *
 * @param landing a landing that was under way: to be finished, or found undone, before anything else is asked
 * @param tips finished work and what it was built on; whether the repository still has the one and the target the other
 *     decides whether it is used again
 * @param workspaces where something was made, or may have been
 */
public record EarlierTry(Optional<Candidate> landing, SortedSet<CommitId> tips, List<Workspace> workspaces) {

    /** Copies the collections. */
    public EarlierTry {
        tips = Collections.unmodifiableSortedSet(new TreeSet<>(tips));
        workspaces = List.copyOf(workspaces);
    }

    /**
     * What the latest run left.
     *
     * @param snapshot the snapshot as it is
     * @return nothing to land and no tips where there was no run
     */
    public static EarlierTry of(Snapshot snapshot) {
        SortedSet<CommitId> tips = new TreeSet<>();
        List<Workspace> workspaces = new ArrayList<>();
        snapshot.run().stream().flatMap(run -> run.features().values().stream()).forEach(feature -> {
            if (feature.phase() instanceof FeaturePhase.Finished finished) {
                tips.add(finished.tip());
                tips.add(finished.workspace().base());
            }
            if (feature.phase() instanceof FeaturePhase.Placed placed) {
                workspaces.add(placed.workspace());
            }
        });
        Optional<Candidate> landing = snapshot.run().map(RunRecord::phase).flatMap(EarlierTry::landing);
        return new EarlierTry(landing, tips, workspaces);
    }

    private static Optional<Candidate> landing(RunPhase phase) {
        if (phase instanceof RunPhase.Landing landing) {
            return Optional.of(landing.candidate());
        }
        if (phase instanceof RunPhase.Draining draining) {
            return draining.landing();
        }
        return phase instanceof RunPhase.Stopped stopped ? stopped.landing() : Optional.empty();
    }
}
