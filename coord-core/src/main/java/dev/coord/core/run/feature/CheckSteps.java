package dev.coord.core.run.feature;

import dev.coord.FeatureId;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.step.Accounts;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.text.Wording;
import dev.coord.merge.TestResult;
import dev.coord.merge.TrialOutcome;
import dev.coord.run.Collected;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunSettings.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether the work of a feature passes its own check before it meets that of others. Specification 6.1. */
public final class CheckSteps {

    private CheckSteps() {}

    /** Branches that are there are checked where they are merged. */
    static boolean isDue(RunDraft draft, FeatureId id, Collected.Work work) {
        return draft.run().settings().origin() == Origin.AGENTS
                && !work.changed().isEmpty()
                && draft.declared(id).check().isPresent();
    }

    static void begin(RunDraft draft, FeatureId id, FeaturePhase.Checking checking) {
        draft.enter(id, checking);
        tellBegan(draft, id);
    }

    /** Tells of the checks that begin with a start of the run. */
    public static void tellBegan(RunDraft draft) {
        draft.run().features().forEach((id, feature) -> {
            if (feature.phase() instanceof FeaturePhase.Checking) {
                tellBegan(draft, id);
            }
        });
    }

    public static void checked(RunDraft draft, RunEvent.WorkChecked event) {
        FeatureId id = event.feature();
        if (!(draft.phaseOf(id) instanceof FeaturePhase.Checking checking)
                || checking.workspace().attempt() != event.attempt()) {
            return;
        }
        TestResult result = event.result();
        Accounts.note(draft, Purpose.CHECK, List.of(id), outcome(id, result));
        if (result.isGreen()) {
            draft.tell(new FeatureNotice.CheckPassed(id, result.took()));
            Finishing.finish(draft, id, checking);
        } else {
            draft.tell(new FeatureNotice.CheckFailed(id, Wording.ended(result, "its"), result.output()));
            SendingBack.failedItsCheck(draft, id, checking, command(draft, id), result);
        }
    }

    private static TrialOutcome outcome(FeatureId id, TestResult result) {
        return new TrialOutcome(Optional.empty(), new TreeMap<>(Map.of(id, result)), List.of(), Optional.empty());
    }

    private static void tellBegan(RunDraft draft, FeatureId id) {
        draft.tell(new FeatureNotice.CheckBegan(id, command(draft, id)));
    }

    private static String command(RunDraft draft, FeatureId id) {
        return draft.declared(id).check().orElse("");
    }
}
