package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.core.run.scheduling.LeftOut;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.text.IntegrityText;
import dev.coord.core.run.text.Wording;
import dev.coord.proof.IntegrityFinding;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount.Baseline;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.SentBack;
import dev.coord.run.RunSettings.BaselinePolicy;
import dev.coord.run.RunSettings.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Why features have not landed when a run ends, whatever it ends for: what became of the work of each, and what the next start does. What
 * nothing but the end of the run kept from landing is told together.
 */
final class NotLanded {

    private final RunDraft draft;
    private final List<FeatureId> out;
    private final List<FeatureId> ahead;
    private final boolean isOfBranches;

    private NotLanded(RunDraft draft) {
        this.draft = draft;
        this.out = LeftOut.of(draft.run(), draft.context().prerequisites());
        this.ahead = Progress.ahead(draft.run());
        this.isOfBranches = draft.run().settings().origin() == Origin.BRANCHES;
    }

    /** All of it but what has been told. */
    static List<String> reasons(RunDraft draft, Collection<FeatureId> told) {
        return new NotLanded(draft)
                .of(Progress.ahead(draft.run()).stream()
                        .filter(id -> !told.contains(id))
                        .toList());
    }

    private List<String> of(List<FeatureId> ahead) {
        List<FeatureId> rest = ahead.stream()
                .filter(id -> !out.contains(id) && sentBack(id).isEmpty())
                .toList();
        List<String> reasons = new ArrayList<>();
        together(reasons, rest.stream().filter(this::isMade).toList(), true);
        together(reasons, rest.stream().filter(id -> !isMade(id)).toList(), false);
        ahead.stream()
                .filter(id -> !rest.contains(id))
                .map(id -> isOfBranches ? branch(id) : feature(id))
                .forEach(reasons::add);
        return reasons;
    }

    private void together(List<String> reasons, List<FeatureId> features, boolean made) {
        if (features.isEmpty()) {
            return;
        }
        boolean isOne = features.size() == 1;
        String what = made && !isOfBranches
                ? " finished when the run stopped; the same command merges "
                : made
                        ? " not merged, since the run stopped before; the same command merges "
                        : " not begun, since the run stopped before; the same command begins ";
        String once =
                waitsForGreen(draft.run()) ? " once " + draft.run().settings().target() + " is green" : "";
        reasons.add(
                isOne
                        ? "feature '" + features.get(0) + "' was" + what + "it" + once
                        : "features " + Wording.names(features) + " were" + what + "them" + once);
    }

    /** Whether the next start with the same settings begins nothing either, unless the target is mended. */
    private static boolean waitsForGreen(RunRecord run) {
        return run.account().baseline() instanceof Baseline.Red
                && run.settings().baseline() == BaselinePolicy.REQUIRED;
    }

    private String feature(FeatureId id) {
        String did =
                "feature '" + id + "' " + (isMade(id) || sentBack(id).isPresent() ? "did not land" : "was not begun");
        if (draft.phaseOf(id) instanceof FeaturePhase.Failed failed) {
            return "feature '" + id + "' failed: " + failed.reason()
                    + (failed.kept().isEmpty() ? "" : "; its work is kept at " + failed.kept())
                    + (draft.feature(id).redoes().isPresent() ? "; what it landed before stays" : "")
                    + "; the same command calls its agent again, "
                    + (draft.feature(id).sentBack().isPresent()
                            ? "on its work that did not land"
                            : "which begins anew and is told of this");
        }
        if (!out.contains(id)) {
            return did + ": " + sentBack(id).map(SentBack::reason).orElse("")
                    + "; the same command calls its agent again, on its work that did not land";
        }
        return did + ": " + needed(id) + "; the same command " + (isMade(id) ? "lands" : "begins")
                + " it once that has landed" + toName(id);
    }

    private String branch(FeatureId id) {
        if (draft.phaseOf(id) instanceof FeaturePhase.Failed failed) {
            return "feature '" + id + "' did not land: " + failed.reason()
                    + (failed.kept().isEmpty() ? "" : "; its work is at " + failed.kept())
                    + "; the same command merges what its branch has by then";
        }
        return "feature '" + id + "' did not land: " + needed(id) + "; the same command merges it once that has landed"
                + toName(id);
    }

    private boolean isMade(FeatureId id) {
        return draft.phaseOf(id) instanceof FeaturePhase.Finished;
    }

    /** Why its agent is to be called again. */
    private Optional<SentBack> sentBack(FeatureId id) {
        return draft.phaseOf(id) instanceof FeaturePhase.Pending
                ? draft.feature(id).sentBack()
                : Optional.empty();
    }

    /** What was declared, and what was found. */
    private String needed(FeatureId id) {
        List<FeatureId> declared = draft.context().prerequisites().getOrDefault(id, List.of()).stream()
                .filter(out::contains)
                .toList();
        return declared.isEmpty() ? IntegrityText.of(lacked(id)) : "it needs " + Wording.names(declared);
    }

    /** What somebody is to bring who does not land. */
    private List<IntegrityFinding> lacked(FeatureId id) {
        return draft.feature(id).proof().stream()
                .flatMap(proof -> proof.integrity().stream())
                .filter(finding -> finding.missing()
                        .filter(missing -> !missing.by().isEmpty() && isOut(missing.by()))
                        .isPresent())
                .toList();
    }

    private boolean isOut(List<FeatureId> by) {
        return by.stream().allMatch(id -> out.contains(id) || !ahead.contains(id));
    }

    /** What this start was not told to make, and is in the feature file. */
    private String toName(FeatureId id) {
        List<FeatureId> others = lacked(id).stream()
                .flatMap(finding -> finding.missing().stream())
                .flatMap(missing -> missing.by().stream())
                .filter(other -> !ahead.contains(other))
                .distinct()
                .toList();
        return others.isEmpty() ? "" : "; name " + Wording.names(others) + " with --features, too";
    }
}
