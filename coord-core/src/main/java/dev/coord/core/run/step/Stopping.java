package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.text.Wording;
import dev.coord.core.state.Lifecycle;
import dev.coord.merge.Candidate;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.state.FeatureStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a run ends before everything has landed: agents that still work are waited for. */
public final class Stopping {

    private Stopping() {}

    /** The current wave with its features: a reason to stop names them. */
    public static String wave(RunDraft draft) {
        return "wave " + Progress.waveNumber(draft.run()) + " (" + Wording.names(Progress.wave(draft.run())) + ")";
    }

    /** The coordination state returns to what it was before the wave, whose features the reason names; the target never left it. */
    public static void stop(RunDraft draft, String reason) {
        stop(draft, reason, false);
    }

    /** The same for a reason that a notice has told. */
    public static void stopAsTold(RunDraft draft, String reason) {
        stop(draft, reason, true);
    }

    /** Nothing of the wave was tried: another notice tells why. */
    static void stopBeforehand(RunDraft draft, String reason) {
        end(draft, reason, Optional.empty());
    }

    private static void stop(RunDraft draft, String reason, boolean told) {
        int wave = Progress.waveNumber(draft.run());
        end(draft, reason, Optional.empty());
        draft.tell(new WaveNotice.RolledBack(wave, draft.run().settings().target(), List.of(reason), told));
    }

    /** Everything has landed but what failed and what needs that. */
    public static void endWithLeftOut(RunDraft draft) {
        List<String> reasons = NotLanded.reasons(draft, List.of());
        draft.enter(new RunPhase.Stopped(reasons));
        draft.tell(new RunNotice.LeftOut(draft.run().settings().target(), reasons));
    }

    /** Nobody knows whether the candidate landed: the intent to land it is kept for the next run. */
    public static void stopUnknown(RunDraft draft, String reason, Candidate candidate) {
        int wave = Progress.waveNumber(draft.run());
        end(draft, reason, Optional.of(candidate));
        draft.tell(new WaveNotice.LandingUnknown(wave, candidate.commit(), reason));
    }

    /** Ends a run that waited for its agents, once nothing is done any more. A reason that is about its wave names the features of that. */
    public static void endIfDrained(RunDraft draft, RunPhase.Draining draining) {
        if (!Progress.isBusy(draft.run())) {
            undoFinished(draft);
            List<String> reasons = new ArrayList<>(draining.reasons());
            boolean isOfWave = reasons.stream().anyMatch(reason -> reason.startsWith(wave(draft)));
            reasons.addAll(NotLanded.reasons(draft, isOfWave ? Progress.wave(draft.run()) : List.of()));
            draft.enter(new RunPhase.Stopped(reasons, draining.landing()));
        }
    }

    /** The run has ended once nothing is done any more. */
    private static void end(RunDraft draft, String reason, Optional<Candidate> landing) {
        undoFinished(draft);
        draft.enter(new RunPhase.Draining(List.of(reason), landing));
    }

    /** What is finished and does not land is not completed, unless it had landed before; it is used again by the next try. */
    private static void undoFinished(RunDraft draft) {
        List<FeatureId> landed = new ArrayList<>();
        List<FeatureId> undone = new ArrayList<>();
        for (FeatureId id : Progress.ahead(draft.run())) {
            if (draft.phaseOf(id) instanceof FeaturePhase.Finished
                    && draft.snapshot().state().statusOf(id) == FeatureStatus.COMPLETED) {
                (draft.isLanded(id) ? landed : undone).add(id);
            }
        }
        draft.change(snapshot -> Lifecycle.undo(snapshot, undone, draft.now()));
        draft.change(snapshot -> Lifecycle.land(snapshot, landed, draft.now()));
    }
}
