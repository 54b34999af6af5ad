package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.text.Wording;
import dev.coord.core.state.Lifecycle;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.TestOutcome;
import dev.coord.plan.ConflictType;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.state.ConflictEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a wave does not land, and what becomes of its features then. */
final class WaveRejections {

    private WaveRejections() {}

    static void notMerged(RunDraft draft, MergeOutcome outcome) {
        if (outcome instanceof MergeOutcome.Conflicted conflicted) {
            conflicted(draft, conflicted);
        } else if (outcome instanceof MergeOutcome.Overtaken late) {
            overtaken(draft, late);
        } else if (outcome instanceof MergeOutcome.TargetRewound rewound) {
            rewound(draft, rewound);
        } else {
            throw new AssertionError(outcome);
        }
    }

    static void testsFailed(RunDraft draft, TestOutcome.Failed red) {
        List<FeatureId> wave = Progress.wave(draft.run());
        String reason = "the combined tests of " + Wording.names(wave) + " failed: " + red.result();
        draft.tell(new WaveNotice.TestsFailed(Progress.waveNumber(draft.run()), wave, reason, red.output()));
        Stopping.stop(draft, reason);
        reject(draft, wave, reason);
    }

    static void checkoutInTheWay(RunDraft draft, LandingOutcome.CheckoutInTheWay inTheWay) {
        Stopping.stop(
                draft,
                "wave " + Progress.waveNumber(draft.run()) + " was not landed: " + inTheWay.reason()
                        + "; it is kept at " + inTheWay.keptAt()
                        + (inTheWay.command().isEmpty()
                                ? ", and the same command lands it once that is done"
                                : ", land it with: " + inTheWay.command()));
    }

    /** Merging or testing could not be tried. */
    static void notIntegrated(RunDraft draft, RunAction action, String message, String output) {
        RunPhase phase = draft.run().phase();
        boolean isAwaited = (phase instanceof RunPhase.Merging || phase instanceof RunPhase.Testing)
                && Actions.wanted(draft.context(), draft.run()).contains(action);
        if (isAwaited) {
            String reason = "wave " + Progress.waveNumber(draft.run()) + " could not be integrated: " + message;
            if (!output.isBlank()) {
                draft.tell(new WaveNotice.NotIntegrated(Progress.waveNumber(draft.run()), reason, output));
            }
            Stopping.stop(draft, reason);
        }
    }

    private static void conflicted(RunDraft draft, MergeOutcome.Conflicted conflicted) {
        FeatureId id = conflicted.feature();
        String with = conflicted.with().isEmpty() ? draft.run().settings().target() : Wording.names(conflicted.with());
        String files = Wording.quoted(conflicted.files());
        String reason =
                "cannot merge '" + id + "' with " + with + ": conflict in " + files + "; " + cure(conflicted, files);
        List<FeatureId> both = new ArrayList<>(conflicted.with());
        both.add(id);
        draft.log(new ConflictEntry(
                draft.now(), ConflictType.MERGE_CONFLICT, both, conflicted.files(), "Run " + id + " again"));
        rejectOne(draft, id, reason);
    }

    private static String cure(MergeOutcome.Conflicted conflicted, String files) {
        FeatureId id = conflicted.feature();
        if (conflicted.with().isEmpty()) {
            return "run again to have '" + id + "' made anew on what is there now";
        }
        String before =
                conflicted.with().stream().map(other -> "\"" + other + "\"").collect(Collectors.joining(", "));
        return "to have '" + id + "' made after " + Wording.names(conflicted.with()) + ", write \"blocked_by\": ["
                + before
                + "] into it, or " + files + " into the \"file_writes\" of "
                + (conflicted.with().size() == 1 ? "both" : "all of them") + ", and run again";
    }

    private static void overtaken(RunDraft draft, MergeOutcome.Overtaken late) {
        FeatureId id = late.feature();
        String reason = "'" + id + "' comes too late: it was made under token "
                + late.token().value() + ", and '" + late.by() + "' holds the newer token "
                + late.newer().value() + " and changed "
                + Wording.quoted(late.files()) + " meanwhile; run again to have '" + id
                + "' made anew on top of that";
        draft.log(new ConflictEntry(
                draft.now(),
                ConflictType.FILE_WRITE_CONFLICT,
                List.of(late.by(), id),
                late.files(),
                "Run " + id + " again, its token " + late.token().value() + " is older than "
                        + late.newer().value()));
        rejectOne(draft, id, reason);
    }

    /** The wave stops; the one feature has failed and its work is kept aside, that of the others is used again. */
    private static void rejectOne(RunDraft draft, FeatureId id, String reason) {
        FeaturePhase phase = draft.phaseOf(id);
        Stopping.stop(draft, reason);
        reject(draft, List.of(id), reason);
        if (phase instanceof FeaturePhase.Finished finished) {
            draft.enter(id, new FeaturePhase.Salvaging(finished.workspace(), Optional.empty(), Optional.of(reason)));
        }
    }

    /** What landed before stays completed, although what was to replace it is rejected. */
    private static void reject(RunDraft draft, List<FeatureId> features, String reason) {
        List<FeatureId> rejected =
                features.stream().filter(id -> !draft.isLanded(id)).toList();
        draft.change(snapshot -> Lifecycle.reject(snapshot, rejected, reason, draft.now()));
    }

    private static void rewound(RunDraft draft, MergeOutcome.TargetRewound rewound) {
        String target = draft.run().settings().target();
        String now = rewound.now().abbreviated();
        String since = rewound.since().abbreviated();
        Stopping.stop(
                draft,
                "wave " + Progress.waveNumber(draft.run()) + " was not merged: somebody set " + target
                        + " back, or rewrote it, to " + now + ", which does not contain " + since
                        + " that this run had seen there; to go on from " + now
                        + ", run the same command again: what has not landed there is made anew; to have " + since
                        + " back first: " + rewound.command());
    }
}
