package dev.coord.core.run.wave;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.core.run.feature.SendingBack;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.step.Actions;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.step.SchemaConflicts;
import dev.coord.core.run.step.Stopping;
import dev.coord.core.run.text.OutputTail;
import dev.coord.core.run.text.Wording;
import dev.coord.core.run.wave.Meetings.PutOff;
import dev.coord.core.state.Lifecycle;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.plan.ConflictType;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord.SentBack;
import dev.coord.run.RunSettings.Origin;
import dev.coord.state.ConflictEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why a wave does not land, and what becomes of its features then. */
final class WaveRejections {

    private WaveRejections() {}

    /**
     * The wave goes on without them: what meets only the others waits for these; any other goes back to its agent while calls remain, or
     * else what it made is kept aside.
     *
     * @param merged the others
     */
    static void leaveOut(RunDraft draft, List<MergeOutcome.LeftOut> leftOut, List<FeatureId> merged) {
        List<FeatureId> sentBack = new ArrayList<>();
        List<PutOff> putOff = new ArrayList<>();
        for (MergeOutcome.LeftOut out : leftOut) {
            if (out instanceof MergeOutcome.Conflicted conflicted
                    && Meetings.isAllWith(draft.run(), conflicted, merged)) {
                putOff.add(new PutOff(out.feature(), conflicted.with(), false, places(draft, conflicted)));
                continue;
            }
            SentBack why = reason(draft, out);
            boolean goesBack = out instanceof MergeOutcome.Conflicted conflicted
                    ? SendingBack.conflictGoesBack(draft, out.feature(), why, conflicted.refusals())
                    : SendingBack.goesBack(draft, out.feature(), why);
            leaveOut(draft, out.feature(), why, goesBack, sentBack);
        }
        goOnWithout(draft, sentBack);
        Meetings.putOff(draft, putOff);
    }

    /** The same for other reasons than that they do not merge. */
    static void leaveOut(RunDraft draft, Map<FeatureId, SentBack> reasons) {
        List<FeatureId> sentBack = new ArrayList<>();
        reasons.forEach((id, why) -> {
            boolean goesBack = SendingBack.goesBack(draft, id, why);
            SchemaConflicts.log(draft, id, why, goesBack);
            leaveOut(draft, id, why, goesBack, sentBack);
        });
        goOnWithout(draft, sentBack);
    }

    private static void leaveOut(
            RunDraft draft, FeatureId id, SentBack why, boolean goesBack, List<FeatureId> sentBack) {
        if (goesBack) {
            sendBack(draft, id);
            sentBack.add(id);
        } else if (SchemaConflicts.of(why).isEmpty()) {
            reject(draft, id, why.reason());
        } else {
            block(draft, id, SchemaConflicts.blocked(draft, id, why));
        }
    }

    private static void goOnWithout(RunDraft draft, List<FeatureId> sentBack) {
        draft.replace(draft.scheduling().withSentBack(draft.run(), sentBack));
        draft.putLeftOutBehind();
    }

    private static SentBack reason(RunDraft draft, MergeOutcome.LeftOut out) {
        FeaturePhase.Finished finished = (FeaturePhase.Finished) draft.phaseOf(out.feature());
        CommitId tip = finished.tip();
        CommitId base = finished.workspace().base();
        if (out instanceof MergeOutcome.Conflicted conflicted) {
            return new SentBack(tip, base, conflicted(draft, conflicted), conflicted.files());
        }
        if (out instanceof MergeOutcome.Overtaken late) {
            return new SentBack(
                    tip,
                    base,
                    overtaken(draft, late),
                    late.files().stream()
                            .map(path -> new ConflictedFile(path, List.of(), List.of(late.by())))
                            .toList());
        }
        if (out instanceof MergeOutcome.Unrelated) {
            String target = draft.run().settings().target();
            return new SentBack(
                    tip,
                    base,
                    "it has no commit in common with " + target
                            + ", so that nothing can be merged; begin its branch on that",
                    List.of());
        }
        throw new AssertionError(out);
    }

    /** What its agent made is pinned as its tip; the next work tree begins with that. */
    private static void sendBack(RunDraft draft, FeatureId id) {
        if (!draft.isLanded(id)) {
            draft.change(snapshot -> Lifecycle.undo(snapshot, List.of(id), draft.now()));
        }
        if (draft.phaseOf(id) instanceof FeaturePhase.Finished finished) {
            draft.enter(id, new FeaturePhase.Salvaging(finished.workspace(), Optional.empty(), Optional.empty()));
        }
    }

    /** Nothing of the wave lands: what was merged is kept, and tested again by the next start. */
    static void testsFailed(RunDraft draft, String why) {
        testsFailed(draft, why, Progress.wave(draft.run()));
    }

    /**
     * The same where it is known who has to work again before it is of use.
     *
     * @param culprits at least one
     */
    static void testsFailed(RunDraft draft, String why, List<FeatureId> culprits) {
        String reason = Stopping.wave(draft) + " did not land: " + why;
        Stopping.stopAsTold(
                draft,
                reason + "; the same command tests again what was merged"
                        + (isOfBranches(draft)
                                ? ", or what its branches have by then"
                                : "; to have an agent called again before, 'coord retry " + culprits.get(0)
                                        + " --agent ID'" + (culprits.size() == 1 ? "" : ", likewise for the others")));
        reject(draft, Progress.wave(draft.run()), reason);
    }

    static void checkoutInTheWay(RunDraft draft, LandingOutcome.CheckoutInTheWay inTheWay) {
        Stopping.stop(
                draft,
                Stopping.wave(draft) + " was not landed: " + inTheWay.reason()
                        + "; it is kept at " + inTheWay.keptAt()
                        + (inTheWay.command().isEmpty()
                                ? ", and the same command lands it once that is done"
                                : ", land it with: " + inTheWay.command()));
    }

    /** Merging, proving or testing could not be tried. */
    static void notIntegrated(RunDraft draft, RunAction action, String message, String output) {
        RunPhase phase = draft.run().phase();
        boolean isAwaited = (phase instanceof RunPhase.Merging || phase instanceof RunPhase.Merged)
                && Actions.wanted(draft.context(), draft.run()).contains(action);
        if (isAwaited) {
            String reason = Stopping.wave(draft) + " could not be integrated: " + message;
            if (!output.isBlank()) {
                draft.tell(new WaveNotice.NotIntegrated(Progress.waveNumber(draft.run()), reason, output));
            }
            Stopping.stop(draft, reason);
        }
    }

    private static String conflicted(RunDraft draft, MergeOutcome.Conflicted conflicted) {
        FeatureId id = conflicted.feature();
        List<FeatureId> both = new ArrayList<>(conflicted.with());
        both.add(id);
        List<String> paths =
                conflicted.files().stream().map(ConflictedFile::path).toList();
        draft.log(new ConflictEntry(draft.now(), ConflictType.MERGE_CONFLICT, both, paths, next(draft, id)));
        return places(draft, conflicted) + (conflicted.isOfMigrations() ? "" : failure(draft, conflicted));
    }

    private static String places(RunDraft draft, MergeOutcome.Conflicted conflicted) {
        String target = draft.run().settings().target();
        String with = conflicted.with().isEmpty() ? target : Wording.names(conflicted.with());
        return conflicted.isOfMigrations()
                ? "it does not merge with " + with + ": " + conflicted.failure()
                : "it does not merge with " + with + ": conflict in "
                        + Wording.places(conflicted.files().stream()
                                .map(file -> Wording.place(file) + others(file, conflicted.with()))
                                .toList());
    }

    /** What the user's command printed is told apart, since it has many lines. */
    private static String failure(RunDraft draft, MergeOutcome.Conflicted conflicted) {
        if (!conflicted.output().isBlank()) {
            draft.tell(RunNotice.Warning.of(
                    conflicted.feature(), OutputTail.below(conflicted.failure(), conflicted.output())));
        }
        return conflicted.failure().isEmpty() ? "" : "; " + conflicted.failure();
    }

    /** What the conflict log says is to be done. */
    private static String next(RunDraft draft, FeatureId id) {
        if (SendingBack.hasCalls(draft, id)) {
            return "None: the agent of " + id + " is called again";
        }
        return SendingBack.hasResolver(draft, id)
                ? "None: the resolver is asked about " + id
                : (isOfBranches(draft) ? "Integrate " : "Run ") + id + " again";
    }

    private static String others(ConflictedFile file, List<FeatureId> all) {
        return all.size() > 1 && !file.with().isEmpty() ? " (" + Wording.names(file.with()) + ")" : "";
    }

    private static String overtaken(RunDraft draft, MergeOutcome.Overtaken late) {
        FeatureId id = late.feature();
        String reason = "it comes too late: it was made under token "
                + late.token().value() + ", and '" + late.by() + "' holds the newer token "
                + late.newer().value() + " and changed " + Wording.quoted(late.files()) + " meanwhile";
        draft.log(new ConflictEntry(
                draft.now(),
                ConflictType.FILE_WRITE_CONFLICT,
                List.of(late.by(), id),
                late.files(),
                "Run " + id + " again, its token " + late.token().value() + " is older than "
                        + late.newer().value()));
        return reason;
    }

    private static boolean isOfBranches(RunDraft draft) {
        return draft.run().settings().origin() == Origin.BRANCHES;
    }

    private static void reject(RunDraft draft, FeatureId id, String reason) {
        reject(draft, List.of(id), reason);
        keepAside(draft, id, reason);
    }

    /** The same where people have to bring two changes together. */
    private static void block(RunDraft draft, FeatureId id, String reason) {
        if (!draft.isLanded(id)) {
            draft.change(snapshot -> Lifecycle.halt(snapshot, List.of(id), reason, draft.now()));
        }
        keepAside(draft, id, reason);
    }

    private static void keepAside(RunDraft draft, FeatureId id, String reason) {
        if (draft.phaseOf(id) instanceof FeaturePhase.Finished finished) {
            draft.enter(id, new FeaturePhase.Salvaging(finished.workspace(), Optional.empty(), Optional.of(reason)));
        }
    }

    /** What landed before stays completed, although what was to replace it is rejected. */
    private static void reject(RunDraft draft, List<FeatureId> features, String reason) {
        List<FeatureId> rejected =
                features.stream().filter(id -> !draft.isLanded(id)).toList();
        draft.change(snapshot -> Lifecycle.reject(snapshot, rejected, reason, draft.now()));
    }

    static void rewound(RunDraft draft, MergeOutcome.TargetRewound rewound) {
        String target = draft.run().settings().target();
        String now = rewound.now().abbreviated();
        String since = rewound.since().abbreviated();
        Stopping.stop(
                draft,
                Stopping.wave(draft) + " was not merged: somebody set " + target
                        + " back, or rewrote it, to " + now + ", which does not contain " + since
                        + " that this run had seen there; to go on from " + now
                        + ", run the same command again: what has not landed there is "
                        + (isOfBranches(draft) ? "merged again" : "made anew") + "; to have " + since
                        + " back first: " + rewound.command());
    }
}
