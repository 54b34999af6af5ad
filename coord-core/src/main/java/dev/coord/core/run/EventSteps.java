package dev.coord.core.run;

import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.feature.AgentSteps;
import dev.coord.core.run.feature.CheckSteps;
import dev.coord.core.run.feature.Failures;
import dev.coord.core.run.feature.Upkeep;
import dev.coord.core.run.feature.WorkSteps;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.wave.LandingSteps;
import dev.coord.core.run.wave.ProofSteps;
import dev.coord.core.run.wave.TrialSteps;
import dev.coord.core.run.wave.WaveSteps;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.Workspace;
import java.time.Duration;

/** Which step an event leads to. */
final class EventSteps {

    private EventSteps() {}

    /** An event in a run that goes on. */
    static void take(RunDraft draft, RunEvent event) {
        if (event instanceof RunEvent.Woken woken) {
            Upkeep.renewAndWatch(draft, woken.spent());
        } else if (event instanceof RunEvent.WorkspaceMade made) {
            AgentSteps.workspaceMade(draft, made);
        } else if (event instanceof RunEvent.AgentStarted started) {
            AgentSteps.agentStarted(draft, started);
        } else if (event instanceof RunEvent.AgentEnded ended) {
            AgentSteps.agentEnded(draft, ended);
        } else if (event instanceof RunEvent.WorkCollected collected) {
            WorkSteps.workCollected(draft, collected);
        } else if (event instanceof RunEvent.WorkChecked checked) {
            CheckSteps.checked(draft, checked);
        } else if (event instanceof RunEvent.WaveMerged merged) {
            WaveSteps.merged(draft, merged);
        } else if (event instanceof RunEvent.CandidateProven proven) {
            ProofSteps.proven(draft, proven);
        } else if (event instanceof RunEvent.TrialEnded ended) {
            TrialSteps.ended(draft, ended);
        } else if (event instanceof RunEvent.WaveLanded landed) {
            LandingSteps.landed(draft, landed);
        } else if (event instanceof RunEvent.LandingFailed failed) {
            LandingSteps.failed(draft, failed);
        } else if (!takeLate(draft, event)) {
            throw new AssertionError(event);
        }
    }

    /** A run that ended still hears of work that was being pinned and of workspaces that were being removed. */
    static boolean takeLate(RunDraft draft, RunEvent event) {
        if (event instanceof RunEvent.WorkKept kept) {
            WorkSteps.workKept(draft, kept);
        } else if (event instanceof RunEvent.WorkspaceRemoved removed) {
            WorkSteps.workspaceRemoved(draft, removed);
        } else if (event instanceof RunEvent.ActionFailed failed) {
            actionFailed(draft, failed.action(), failed.message(), failed.output());
        } else {
            return false;
        }
        return true;
    }

    private static void actionFailed(RunDraft draft, RunAction action, String message, String output) {
        if (action instanceof RunAction.MakeWorkspace make) {
            Failures.workspaceFailed(draft, make.workspace(), "its workspace could not be made: " + message, output);
        } else if (action instanceof RunAction.CollectWork collect) {
            Failures.workspaceFailed(draft, collect.workspace(), "its work could not be committed: " + message, output);
        } else if (action instanceof RunAction.CheckWork check) {
            Failures.workspaceFailed(draft, check.workspace(), "its check could not be run: " + message, output);
        } else if (action instanceof RunAction.RunAgent run) {
            Workspace workspace = run.task().workspace();
            AgentResult result = new AgentResult.Failed(message, output);
            AgentSteps.agentEnded(
                    draft, new RunEvent.AgentEnded(workspace.feature(), workspace.attempt(), result, Duration.ZERO));
        } else if (action instanceof RunAction.KeepWork keep) {
            Failures.keepFailed(draft, keep.workspace(), message);
        } else if (action instanceof RunAction.MergeWave
                || action instanceof RunAction.ProveCandidate
                || action instanceof RunAction.RunTrial) {
            TrialSteps.failed(draft, action, message, output);
        } else if (action instanceof RunAction.RemoveWorkspace remove) {
            Workspace workspace = remove.workspace();
            draft.tell(RunNotice.Warning.of(
                    workspace.feature(),
                    "the workspace of its attempt " + workspace.attempt() + " could not be removed: " + message));
        } else {
            throw new AssertionError(action);
        }
    }
}
