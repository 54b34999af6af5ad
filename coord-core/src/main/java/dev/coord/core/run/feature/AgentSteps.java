package dev.coord.core.run.feature;

import dev.coord.FeatureId;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.step.BaselineSteps;
import dev.coord.core.run.step.FeatureAccounts;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.text.Durations;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunRecord.SentBack;
import dev.coord.state.Command;
import dev.coord.state.LifecycleOutcome;
import java.util.Optional;

/** From the workspace of a feature to the end of its agent. */
public final class AgentSteps {

    private AgentSteps() {}

    public static void workspaceMade(RunDraft draft, RunEvent.WorkspaceMade event) {
        FeatureId id = event.feature();
        if (!(draft.phaseOf(id) instanceof FeaturePhase.Preparing preparing)
                || preparing.workspace().attempt() != event.attempt()) {
            return;
        }
        event.setUp().ifPresent(took -> draft.tell(new FeatureNotice.SetUp(id, took)));
        LifecycleOutcome started = draft.apply(new Command.StartFeature(id, preparing.agent()));
        if (started instanceof LifecycleOutcome.NotMoved stopped) {
            Failures.fail(draft, id, preparing, stopped.message());
            return;
        }
        LockSteps.ask(draft, id, preparing);
    }

    /** Gives places to features that have their locks. */
    public static void runReady(RunDraft draft) {
        if (BaselineSteps.keepsAgents(draft.run())) {
            return;
        }
        for (FeatureId id : Progress.ahead(draft.run())) {
            if (draft.phaseOf(id) instanceof FeaturePhase.Ready ready && Progress.hasPlace(draft.run())) {
                draft.enter(
                        id,
                        new FeaturePhase.Running(
                                ready.workspace(), ready.agent(), ready.lease(), draft.now(), Optional.empty()));
                draft.replace(FeatureAccounts.called(draft.run(), id, draft.now()));
                draft.tell(new FeatureNotice.Started(
                        id,
                        ready.agent(),
                        ready.workspace().attempt(),
                        ready.lease().id(),
                        ready.lease().token(),
                        "" + ready.workspace().directory())); // a rule names a path, and asks nothing of it
            }
        }
    }

    public static void agentStarted(RunDraft draft, RunEvent.AgentStarted event) {
        if (draft.phaseOf(event.feature()) instanceof FeaturePhase.Running running
                && running.workspace().attempt() == event.attempt()) {
            draft.enter(
                    event.feature(),
                    new FeaturePhase.Running(
                            running.workspace(),
                            running.agent(),
                            running.lease(),
                            running.since(),
                            Optional.of(event.process())));
        }
    }

    public static void agentEnded(RunDraft draft, RunEvent.AgentEnded event) {
        FeatureId id = event.feature();
        if (!(draft.phaseOf(id) instanceof FeaturePhase.Running running)
                || running.workspace().attempt() != event.attempt()) {
            return;
        }
        String reason = resolverOf(draft, id);
        draft.put(id, draft.feature(id).called(event.ran()));
        if (event.result() instanceof AgentResult.Succeeded succeeded) {
            if (!succeeded.leftovers().isEmpty()) {
                draft.tell(RunNotice.Warning.of(
                        id, "its agent left running and coord ended: " + String.join(", ", succeeded.leftovers())));
            }
            draft.enter(
                    id,
                    new FeaturePhase.Collecting(
                            running.workspace(),
                            running.agent(),
                            running.lease().id(),
                            Optional.of(event.ran())));
        } else if (event.result() instanceof AgentResult.Failed failed) {
            Failures.fail(draft, id, running, reason + failed.reason(), failed.output());
        } else if (event.result() instanceof AgentResult.TimedOut timedOut) {
            String late = "timed out after " + Durations.text(timedOut.after());
            Failures.fail(draft, id, running, reason + late, timedOut.output());
        } else {
            throw new AssertionError(event.result());
        }
    }

    /** What does not merge stays the reason where the resolver was asked and failed. */
    private static String resolverOf(RunDraft draft, FeatureId id) {
        FeatureRun feature = draft.feature(id);
        return Progress.isTheResolvers(draft.run(), feature)
                ? feature.sentBack().map(SentBack::reason).orElse("") + "; the resolver failed: "
                : "";
    }
}
