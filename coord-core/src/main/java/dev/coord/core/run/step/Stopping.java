package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.state.Lifecycle;
import dev.coord.merge.Candidate;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a run ends before everything has landed: agents that still work are waited for. */
final class Stopping {

    private Stopping() {}

    static void stop(RunDraft draft, String reason) {
        stop(draft, List.of(reason));
    }

    /** The coordination state returns to what it was before the wave; the target never left it. */
    static void stop(RunDraft draft, List<String> reasons) {
        stop(draft, reasons, false);
    }

    /** The same for a reason that a notice has told. */
    static void stopAsTold(RunDraft draft, String reason) {
        stop(draft, List.of(reason), true);
    }

    private static void stop(RunDraft draft, List<String> reasons, boolean told) {
        int wave = Progress.waveNumber(draft.run());
        end(draft, reasons, Optional.empty());
        draft.tell(new WaveNotice.RolledBack(wave, draft.run().settings().target(), reasons, told));
    }

    /** Everything has landed but what failed and what needs that. */
    static void endWithLeftOut(RunDraft draft) {
        List<String> reasons = Failures.reasons(draft);
        end(draft, reasons, Optional.empty());
        draft.tell(new RunNotice.LeftOut(draft.run().settings().target(), reasons));
    }

    /** Nobody knows whether the candidate landed: the intent to land it is kept for the next run. */
    static void stopUnknown(RunDraft draft, String reason, Candidate candidate) {
        int wave = Progress.waveNumber(draft.run());
        end(draft, List.of(reason), Optional.of(candidate));
        draft.tell(new WaveNotice.LandingUnknown(wave, candidate.commit(), reason));
    }

    /** Ends a run that waited for its agents, once nothing is done any more. */
    static void endIfDrained(RunDraft draft, RunPhase.Draining draining) {
        if (!Progress.isBusy(draft.run())) {
            List<String> reasons = new ArrayList<>(draining.reasons());
            Failures.reasons(draft).stream()
                    .filter(reason -> !reasons.contains(reason))
                    .forEach(reasons::add);
            end(draft, reasons, draining.landing());
        }
    }

    private static void end(RunDraft draft, List<String> reasons, Optional<Candidate> landing) {
        undoFinished(draft);
        draft.enter(
                Progress.isBusy(draft.run())
                        ? new RunPhase.Draining(reasons, landing)
                        : new RunPhase.Stopped(reasons, landing));
    }

    /** What is finished and does not land is not completed, unless it had landed before; it is used again by the next try. */
    private static void undoFinished(RunDraft draft) {
        List<FeatureId> landed = new ArrayList<>();
        List<FeatureId> undone = new ArrayList<>();
        for (FeatureId id : Progress.ahead(draft.run())) {
            if (draft.phaseOf(id) instanceof FeaturePhase.Finished) {
                (draft.isLanded(id) ? landed : undone).add(id);
            }
        }
        draft.change(snapshot -> Lifecycle.undo(snapshot, undone, draft.now()));
        draft.change(snapshot -> Lifecycle.land(snapshot, landed, draft.now()));
    }
}
