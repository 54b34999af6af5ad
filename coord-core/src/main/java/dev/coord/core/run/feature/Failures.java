package dev.coord.core.run.feature;

import dev.coord.FeatureId;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.state.Lifecycle;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.EarlierFailure;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.Workspace;
import dev.coord.state.Command;
import dev.coord.state.FeatureStatus;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What follows when a feature fails: its work is pinned first, whatever it was. */
public final class Failures {

    private Failures() {}

    /** The feature has failed: its locks are freed and what was made of it is pinned. */
    static void fail(RunDraft draft, FeatureId id, FeaturePhase.Manned phase, String reason) {
        fail(draft, id, phase, reason, "");
    }

    /** The same, and people are shown the end of what its agent, or what set its work tree up, printed. */
    static void fail(RunDraft draft, FeatureId id, FeaturePhase.Manned phase, String reason, String output) {
        draft.tell(new FeatureNotice.Failed(id, phase.agent(), phase.workspace().attempt(), reason, output));
        failAsTold(draft, id, phase, reason);
    }

    /** The same for a reason that a notice has told. */
    static void failAsTold(RunDraft draft, FeatureId id, FeaturePhase.Manned phase, String reason) {
        if (draft.snapshot().state().statusOf(id) == FeatureStatus.ACTIVE) {
            draft.apply(new Command.FailFeature(id, phase.agent(), reason));
        }
        draft.enter(id, new FeaturePhase.Salvaging(phase.workspace(), Optional.empty(), Optional.of(reason)));
    }

    /** The work is pinned: a failed feature stays failed, one of an earlier try begins anew. */
    static void settle(RunDraft draft, FeatureId id, FeaturePhase.Salvaging salvaging, String place) {
        if (salvaging.reason().isPresent()) {
            failed(draft, id, new FeaturePhase.Failed(salvaging.reason().get(), place));
        } else if (!draft.context().features().features().containsKey(id)) {
            draft.replace(without(draft.run(), id));
        } else if (isPlanned(draft.run(), id)) {
            draft.enter(id, new FeaturePhase.Pending());
            draft.feature(id)
                    .earlier()
                    .filter(earlier -> earlier.kept().isEmpty())
                    .ifPresent(earlier ->
                            draft.put(id, draft.feature(id).after(new EarlierFailure(earlier.reason(), place))));
        } else {
            draft.enter(id, new FeaturePhase.Landed());
        }
    }

    /** Its workspace could not be made, or its work not be committed. */
    public static void workspaceFailed(RunDraft draft, Workspace workspace, String reason, String output) {
        if (draft.phaseOf(workspace.feature()) instanceof FeaturePhase.Manned phase
                && phase.workspace().equals(workspace)) {
            fail(draft, workspace.feature(), phase, reason, output);
        }
    }

    public static void keepFailed(RunDraft draft, Workspace workspace, String message) {
        FeatureId id = workspace.feature();
        if (draft.phaseOf(id) instanceof FeaturePhase.Salvaging salvaging
                && salvaging.workspace().equals(workspace)) {
            String reason = salvaging.reason().map(why -> why + "; ").orElse("") + "what it made could not be pinned: "
                    + message;
            draft.tell(new FeatureNotice.WorkNotKept(id, workspace.attempt(), reason));
            failed(draft, id, new FeaturePhase.Failed(reason, "", salvaging.process()));
        }
    }

    /** What was to replace something that has landed replaces nothing: that counts again. */
    private static void failed(RunDraft draft, FeatureId id, FeaturePhase.Failed failed) {
        draft.enter(id, failed);
        if (draft.isLanded(id)) {
            draft.change(snapshot -> Lifecycle.land(snapshot, List.of(id), draft.now()));
        }
    }

    private static boolean isPlanned(RunRecord run, FeatureId id) {
        return run.waves().stream().anyMatch(wave -> wave.features().contains(id));
    }

    private static RunRecord without(RunRecord run, FeatureId id) {
        SortedMap<FeatureId, FeatureRun> left = new TreeMap<>(run.features());
        left.remove(id);
        return new RunRecord(
                run.id(),
                run.owner(),
                run.driver(),
                run.startedAt(),
                run.settings(),
                run.waves(),
                run.wave(),
                left,
                run.phase(),
                run.account());
    }
}
