package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.scheduling.LeftOut;
import dev.coord.core.run.text.Wording;
import dev.coord.core.state.Lifecycle;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunSettings.Origin;
import dev.coord.run.Workspace;
import dev.coord.state.Command;
import dev.coord.state.FeatureStatus;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What follows when a feature fails: its work is pinned first, whatever it was. */
final class Failures {

    private Failures() {}

    /** The feature has failed: its locks are freed and what was made of it is pinned. */
    static void fail(RunDraft draft, FeatureId id, FeaturePhase.Manned phase, String reason) {
        fail(draft, id, phase, reason, "");
    }

    /** The same, and people are shown the end of what its agent, or what set its work tree up, printed. */
    static void fail(RunDraft draft, FeatureId id, FeaturePhase.Manned phase, String reason, String output) {
        if (draft.snapshot().state().statusOf(id) == FeatureStatus.ACTIVE) {
            draft.apply(new Command.FailFeature(id, phase.agent(), reason));
        }
        draft.tell(new FeatureNotice.Failed(id, phase.agent(), phase.workspace().attempt(), reason, output));
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
        } else {
            draft.enter(id, new FeaturePhase.Landed());
        }
    }

    /** Its workspace could not be made, or its work not be committed. */
    static void workspaceFailed(RunDraft draft, Workspace workspace, String reason, String output) {
        if (draft.phaseOf(workspace.feature()) instanceof FeaturePhase.Manned phase
                && phase.workspace().equals(workspace)) {
            fail(draft, workspace.feature(), phase, reason, output);
        }
    }

    static void keepFailed(RunDraft draft, Workspace workspace, String message) {
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

    /** Why features are left out, one reason for each: what became of its work, and what the next start does. */
    static List<String> reasons(RunDraft draft) {
        RunRecord run = draft.run();
        boolean isOfBranches = run.settings().origin() == Origin.BRANCHES;
        List<FeatureId> out = LeftOut.of(run, draft.context().prerequisites());
        return out.stream()
                .map(id -> isOfBranches ? branchReason(draft, id, out) : reason(draft, id, out))
                .toList();
    }

    private static String reason(RunDraft draft, FeatureId id, List<FeatureId> out) {
        if (draft.phaseOf(id) instanceof FeaturePhase.Failed failed) {
            return "feature '" + id + "' failed: " + failed.reason()
                    + (failed.kept().isEmpty() ? "" : "; its work is kept at " + failed.kept())
                    + (draft.feature(id).redoes().isPresent() ? "; what it landed before stays" : "")
                    + "; the same command calls its agent again";
        }
        boolean isMade = draft.phaseOf(id) instanceof FeaturePhase.Finished;
        return "feature '" + id + "' " + (isMade ? "did not land" : "was not begun") + ": it needs "
                + Wording.names(needed(draft, id, out)) + "; the same command " + (isMade ? "lands" : "begins")
                + " it once that has landed";
    }

    private static String branchReason(RunDraft draft, FeatureId id, List<FeatureId> out) {
        if (draft.phaseOf(id) instanceof FeaturePhase.Failed failed) {
            return "feature '" + id + "' did not land: " + failed.reason()
                    + (failed.kept().isEmpty() ? "" : "; its work is at " + failed.kept())
                    + "; the same command merges what its branch has by then";
        }
        return "feature '" + id + "' did not land: it needs " + Wording.names(needed(draft, id, out))
                + "; the same command merges it once that has landed";
    }

    private static List<FeatureId> needed(RunDraft draft, FeatureId id, List<FeatureId> out) {
        return draft.context().prerequisites().getOrDefault(id, List.of()).stream()
                .filter(out::contains)
                .toList();
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
                run.phase());
    }
}
