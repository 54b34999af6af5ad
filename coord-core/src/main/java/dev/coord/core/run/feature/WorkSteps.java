package dev.coord.core.run.feature;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.step.RunDraft;
import dev.coord.lock.Lease;
import dev.coord.merge.FeatureTip.Fence;
import dev.coord.plan.Feature;
import dev.coord.proof.AuditFinding;
import dev.coord.run.Collected;
import dev.coord.run.Collected.Undone;
import dev.coord.run.FeaturePhase;
import dev.coord.run.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of the work that an agent made: it is finished, kept aside or, once landed, cleared away. */
public final class WorkSteps {

    private WorkSteps() {}

    public static void workCollected(RunDraft draft, RunEvent.WorkCollected event) {
        FeatureId id = event.feature();
        if (!(draft.phaseOf(id) instanceof FeaturePhase.Collecting collecting)
                || collecting.workspace().attempt() != event.attempt()) {
            return;
        }
        if (event.collected() instanceof Collected.Unusable unusable) {
            Failures.fail(draft, id, collecting, unusable.reason());
        } else if (event.collected() instanceof Collected.Unresolved unresolved) {
            SendingBack.unresolved(draft, id, collecting, unresolved);
        } else if (event.collected() instanceof Collected.Work work) {
            complete(draft, id, collecting, work);
        } else {
            throw new AssertionError(event.collected());
        }
    }

    public static void workKept(RunDraft draft, RunEvent.WorkKept event) {
        FeatureId id = event.feature();
        if (draft.phaseOf(id) instanceof FeaturePhase.Salvaging salvaging
                && salvaging.workspace().attempt() == event.attempt()) {
            Failures.settle(draft, id, salvaging, tell(draft, salvaging.workspace(), event.kept()));
        }
    }

    /**
     * Until then a landed feature stays finished, so that the next run removes its workspace where this one is killed, or
     * cannot.
     */
    public static void workspaceRemoved(RunDraft draft, RunEvent.WorkspaceRemoved event) {
        tell(draft, event.workspace(), event.kept());
        if (draft.phaseOf(event.feature()) instanceof FeaturePhase.Finished) {
            draft.enter(event.feature(), new FeaturePhase.Landed());
        }
    }

    private static void complete(
            RunDraft draft, FeatureId id, FeaturePhase.Collecting collecting, Collected.Work work) {
        List<AuditFinding> stopping = AuditSteps.stopping(draft, id, work.changed());
        if (!stopping.isEmpty()) {
            SendingBack.undeclared(draft, id, collecting, work.tip(), stopping);
            return;
        }
        if (changedNothing(draft, id, work)) {
            Failures.fail(
                    draft,
                    id,
                    collecting,
                    "the agent changed nothing, though the feature declares what it writes; see its log for why, or allow it with"
                            + " --allow-empty or \"allow_empty\": true");
            return;
        }
        Optional<Lease> lease = Finishing.held(draft, collecting.lease());
        if (lease.isEmpty()) {
            Failures.fail(draft, id, collecting, "its lease " + collecting.lease() + " was lost while it worked");
            return;
        }
        List<RepoPath> asked = new ArrayList<>(AuditSteps.leased(draft, id));
        asked.removeAll(Fence.of(lease.get()).writes());
        FeaturePhase.Checking checking = new FeaturePhase.Checking(
                collecting.agent(),
                Optional.of(collecting.lease()),
                collecting.ran(),
                new FeaturePhase.Finished(
                        collecting.workspace(), work.tip(), work.changed(), lease.map(Fence::of), asked));
        if (CheckSteps.isDue(draft, id, work)) {
            CheckSteps.begin(draft, id, checking);
        } else {
            Finishing.finish(draft, id, checking);
        }
        if (draft.phaseOf(id).made().isPresent()) {
            tellStashes(draft, id, work.stashes());
            tellUndone(draft, id, work.undone());
        }
    }

    /** An agent that reports success without having done its work would land, and its feature never be made. */
    private static boolean changedNothing(RunDraft draft, FeatureId id, Collected.Work work) {
        Feature declared = draft.declared(id);
        return work.changed().isEmpty()
                && !declared.fileWrites().isEmpty()
                && !declared.allowEmpty()
                && !draft.run().settings().allowEmpty();
    }

    private static void tellUndone(RunDraft draft, FeatureId id, List<Undone> found) {
        found.stream()
                .collect(Collectors.groupingBy(
                        undone -> Map.entry(undone.how(), undone.features()), LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(alike -> draft.tell(undone(id, alike)));
    }

    /** Tells where work lies that is not used; the answer names one place, where there is any. */
    private static String tell(RunDraft draft, Workspace workspace, Collected.Kept kept) {
        if (!kept.ref().isEmpty()) {
            draft.tell(new FeatureNotice.WorkKept(workspace.feature(), kept.ref()));
        }
        tellStashes(draft, workspace.feature(), kept.stashes());
        if (kept.stays().isEmpty()) {
            return kept.ref();
        }
        String place = "" + workspace.directory(); // a rule names a path, and asks nothing of it
        draft.tell(new FeatureNotice.WorkTreeStays(workspace.feature(), place, kept.stays()));
        return kept.ref().isEmpty() ? place : kept.ref();
    }

    private static void tellStashes(RunDraft draft, FeatureId id, List<String> stashes) {
        if (!stashes.isEmpty()) {
            draft.tell(RunNotice.Warning.of(
                    id, "its agent left in the list that 'git stash list' shows: " + String.join(", ", stashes)));
        }
    }

    private static RunNotice undone(FeatureId id, List<Undone> alike) {
        Undone first = alike.get(0);
        return new FeatureNotice.LandedWorkUndone(
                id,
                first.how(),
                first.features(),
                alike.stream().map(Undone::path).toList());
    }
}
