package dev.coord.core.run;

import dev.coord.CommitId;
import dev.coord.RunId;
import dev.coord.merge.Candidate;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings.Origin;
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
 * @param commits finished work, what it was built on, and a merged wave that was being proven or tested, or was landing: whether the
 *     repository still has them, and the target what was built on and what was landing, decides what is used again and what has landed
 * @param workspaces where something was made, or may have been
 */
public record EarlierTry(Optional<Candidate> landing, SortedSet<CommitId> commits, List<Workspace> workspaces) {

    /** Copies the collections. */
    public EarlierTry {
        commits = Collections.unmodifiableSortedSet(new TreeSet<>(commits));
        workspaces = List.copyOf(workspaces);
    }

    /**
     * What the latest run left.
     *
     * @param snapshot the snapshot as it is
     * @return nothing to land and no commits where there was no run
     */
    public static EarlierTry of(Snapshot snapshot) {
        SortedSet<CommitId> commits = new TreeSet<>();
        List<Workspace> workspaces = new ArrayList<>();
        snapshot.run().stream().flatMap(run -> run.features().values().stream()).forEach(feature -> {
            feature.phase()
                    .made()
                    .ifPresent(made ->
                            commits.addAll(List.of(made.tip(), made.workspace().base())));
            feature.sentBack().ifPresent(back -> commits.addAll(List.of(back.tip(), back.base())));
            if (feature.phase() instanceof FeaturePhase.Placed placed) {
                workspaces.add(placed.workspace());
            }
        });
        merged(snapshot).ifPresent(candidate -> commits.add(candidate.commit()));
        Optional<Candidate> landing = snapshot.run().map(RunRecord::phase).flatMap(EarlierTry::landing);
        landing.ifPresent(candidate -> commits.add(candidate.commit()));
        return new EarlierTry(landing, commits, workspaces);
    }

    /**
     * The name that a run goes on under.
     *
     * @param snapshot the snapshot as it is
     * @param origin of which kind it is
     * @return that of a run of the kind that has not landed everything; none where a new one begins
     */
    public static Optional<RunId> name(Snapshot snapshot, Origin origin) {
        return snapshot.run()
                .filter(run -> isOfUse(run, origin) || !OpenWork.hasBegun(run))
                .map(RunRecord::id);
    }

    /**
     * Whether a process died that was at a run, or about to begin one, rather than that the run ended.
     *
     * @param snapshot the snapshot as it is
     * @param origin of which kind
     * @return true if so
     */
    public static boolean isUnfinished(Snapshot snapshot, Origin origin) {
        return snapshot.run()
                .filter(run -> run.settings().origin() == origin)
                .filter(run -> !run.hasEnded() || !OpenWork.hasBegun(run))
                .isPresent();
    }

    /** Whether another start goes on with a run. */
    static boolean isOfUse(RunRecord run, Origin origin) {
        return !(run.phase() instanceof RunPhase.Done) && run.settings().origin() == origin;
    }

    private static Optional<Candidate> merged(Snapshot snapshot) {
        return snapshot.run()
                .map(RunRecord::phase)
                .filter(RunPhase.Merged.class::isInstance)
                .map(phase -> ((RunPhase.Merged) phase).candidate());
    }

    static Optional<Candidate> landing(RunPhase phase) {
        if (phase instanceof RunPhase.Landing landing) {
            return Optional.of(landing.candidate());
        }
        if (phase instanceof RunPhase.Draining draining) {
            return draining.landing();
        }
        return phase instanceof RunPhase.Stopped stopped ? stopped.landing() : Optional.empty();
    }
}
