package dev.coord.core.run;

import dev.coord.FeatureId;
import dev.coord.run.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.FeatureRun;
import dev.coord.run.RunRecord;
import dev.coord.run.Workspace;
import dev.coord.state.Command;
import dev.coord.state.FeatureStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What follows when something goes wrong: work is pinned first, whatever it was. */
final class Failures {

    private Failures() {}

    /** The feature has failed: its locks are freed and what was made of it is pinned. */
    static void fail(RunDraft draft, FeatureId id, FeaturePhase.Manned phase, String reason) {
        if (draft.snapshot().state().statusOf(id) == FeatureStatus.ACTIVE) {
            draft.apply(new Command.FailFeature(id, phase.agent(), reason));
        }
        draft.tell(RunNotice.Kind.FAIL, id, reason);
        draft.enter(id, new FeaturePhase.Salvaging(phase.workspace(), Optional.empty(), Optional.of(reason)));
        draft.act(new RunAction.KeepWork(phase.workspace(), draft.declared(id), Optional.empty()));
    }

    /** The work is pinned: a failed feature stays failed, one of an earlier try begins anew. */
    static void settle(RunDraft draft, FeatureId id, FeaturePhase.Salvaging salvaging, String place) {
        if (salvaging.reason().isPresent()) {
            draft.enter(id, new FeaturePhase.Failed(salvaging.reason().get(), place));
        } else if (!draft.machine().features().features().containsKey(id)) {
            draft.replace(without(draft.run(), id));
        } else if (isPlanned(draft, id)) {
            draft.enter(id, new FeaturePhase.Pending());
        } else {
            draft.enter(id, new FeaturePhase.Landed());
        }
    }

    static void actionFailed(RunDraft draft, RunEvent.ActionFailed event) {
        RunAction action = event.action();
        String message = event.message();
        if (action instanceof RunAction.MakeWorkspace make) {
            workspaceFailed(draft, make.workspace(), "its workspace could not be made: " + message);
        } else if (action instanceof RunAction.CollectWork collect) {
            workspaceFailed(draft, collect.workspace(), "its work could not be committed: " + message);
        } else if (action instanceof RunAction.RunAgent run) {
            FeatureSteps.agentEnded(
                    draft,
                    new RunEvent.AgentEnded(
                            run.task().feature().id(),
                            run.task().workspace().attempt(),
                            new AgentResult.Failed(message),
                            Duration.ZERO));
        } else if (action instanceof RunAction.KeepWork keep) {
            keepFailed(draft, keep.workspace(), message);
        } else if (action instanceof RunAction.MergeWave || action instanceof RunAction.TestCandidate) {
            WaveSteps.notIntegrated(draft, action, message);
        } else if (action instanceof RunAction.RemoveWorkspace remove) {
            draft.tell(
                    RunNotice.Kind.WARNING,
                    remove.workspace().feature(),
                    "the workspace of its attempt " + remove.workspace().attempt() + " could not be removed: "
                            + message);
        } else {
            throw new AssertionError(action);
        }
    }

    private static void workspaceFailed(RunDraft draft, Workspace workspace, String reason) {
        if (draft.phaseOf(workspace.feature()) instanceof FeaturePhase.Manned phase
                && phase.workspace().equals(workspace)) {
            fail(draft, workspace.feature(), phase, reason);
        }
    }

    private static void keepFailed(RunDraft draft, Workspace workspace, String message) {
        FeatureId id = workspace.feature();
        if (draft.phaseOf(id) instanceof FeaturePhase.Salvaging salvaging
                && salvaging.workspace().equals(workspace)) {
            String reason = salvaging.reason().map(why -> why + "; ").orElse("") + "what it made could not be pinned: "
                    + message;
            draft.tell(RunNotice.Kind.FAIL, id, reason);
            draft.enter(id, new FeaturePhase.Failed(reason, "", salvaging.process()));
        }
    }

    private static boolean isPlanned(RunDraft draft, FeatureId id) {
        return draft.run().waves().stream().anyMatch(wave -> wave.features().contains(id));
    }

    private static RunRecord without(RunRecord run, FeatureId id) {
        SortedMap<FeatureId, FeatureRun> left = new TreeMap<>();
        for (Map.Entry<FeatureId, FeatureRun> entry : run.features().entrySet()) {
            if (!entry.getKey().equals(id)) {
                left.put(entry.getKey(), entry.getValue());
            }
        }
        return new RunRecord(
                run.id(), run.owner(), run.startedAt(), run.settings(), run.waves(), run.wave(), left, run.phase());
    }
}
