package dev.coord.core.run.wave;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.step.Actions;
import dev.coord.core.run.step.RunDraft;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.Renumbered;
import dev.coord.merge.Resolved;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunRecord.SentBack;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a wave begins and is merged. Its proof, its trial and its landing have steps of their own. Specification 6.1. */
public final class WaveSteps {

    private WaveSteps() {}

    /** The run is at its next wave, or past its last one. */
    public static void beginWave(RunDraft draft) {
        if (Progress.wave(draft.run()).isEmpty()) {
            draft.enter(new RunPhase.Done());
        } else if (draft.scheduling().keepsPlannedWaves() && !draft.isAllLeftOut()) {
            announce(draft);
        }
    }

    /** Tells of the current wave. */
    public static void announce(RunDraft draft) {
        int number = Progress.waveNumber(draft.run());
        draft.change(snapshot -> snapshot.withState(snapshot.state().atWave(number)));
        draft.tell(new WaveNotice.Began(number, Progress.wave(draft.run())));
    }

    /** Begins to integrate the current wave, whose features have all finished. */
    public static void integrate(RunDraft draft, CommitId base, int tries) {
        draft.enter(new RunPhase.Merging(base, tries));
        draft.tell(new WaveNotice.MergeBegan(number(draft), Progress.wave(draft.run())));
    }

    public static void merged(RunDraft draft, RunEvent.WaveMerged event) {
        if (!(draft.run().phase() instanceof RunPhase.Merging merging)
                || !Actions.work(draft.run(), merging.base()).equals(event.work())) {
            return;
        }
        if (event.outcome() instanceof MergeOutcome.Merged merged) {
            WaveRejections.leaveOut(draft, merged.leftOut(), merged.candidate().features());
            draft.tell(new WaveNotice.Merged(
                    number(draft), merged.candidate().base(), merged.candidate().commit()));
            resolved(draft, merged.candidate());
            draft.enter(new RunPhase.Proving(merged.candidate(), merging.tries()));
        } else if (event.outcome() instanceof MergeOutcome.NothingMerged nothing) {
            WaveRejections.leaveOut(draft, nothing.leftOut(), List.of());
            draft.enter(new RunPhase.Working(nothing.base()));
            beginWave(draft);
        } else if (event.outcome() instanceof MergeOutcome.TargetRewound rewound) {
            WaveRejections.rewound(draft, rewound);
        } else {
            throw new AssertionError(event.outcome());
        }
    }

    /** Each file that git could not merge is told, and stays known of its feature. */
    private static void resolved(RunDraft draft, Candidate candidate) {
        for (FeatureTip tip : candidate.work().tips()) {
            List<Resolved> files = candidate.resolved().stream()
                    .filter(file -> file.feature().equals(tip.feature()))
                    .toList();
            FeatureRun before = draft.feature(tip.feature());
            Optional<Renumbered> numbered = candidate.renumbered(tip.feature());
            draft.put(tip.feature(), before.merged(files, tip.tip(), numbered));
            numbered.ifPresent(now -> renumbered(draft, before.renumbered(tip.tip()), now));
            files.forEach(file -> draft.tell(new FeatureNotice.FileResolved(number(draft), file)));
        }
    }

    /** Nothing twice, however often its wave is merged. */
    private static void renumbered(RunDraft draft, Optional<Renumbered> before, Renumbered now) {
        now.renamings().stream()
                .filter(one -> before.stream().noneMatch(was -> was.renamings().contains(one)))
                .forEach(one -> draft.tell(new FeatureNotice.FileRenumbered(now.feature(), number(draft), one)));
        now.notes().stream()
                .filter(note -> before.stream().noneMatch(was -> was.notes().contains(note)))
                .forEach(note -> draft.tell(RunNotice.Warning.of(now.feature(), note)));
    }

    /** The others are merged again, on what the target is by then. */
    static void goOnWithout(RunDraft draft, Candidate candidate, int tries, Map<FeatureId, SentBack> stopped) {
        goOnWithout(draft, candidate, tries, stopped, List.of());
    }

    /** The same where some wait for others. */
    static void goOnWithout(
            RunDraft draft,
            Candidate candidate,
            int tries,
            Map<FeatureId, SentBack> stopped,
            List<Meetings.PutOff> putOff) {
        draft.enter(new RunPhase.Working(candidate.base())); // nothing is being merged for the moment
        WaveRejections.leaveOut(draft, stopped);
        Meetings.putOff(draft, putOff);
        boolean isAnyLeft = !Meetings.out(stopped, putOff).containsAll(candidate.features());
        if (isAnyLeft) {
            integrate(draft, candidate.base(), tries);
        } else {
            beginWave(draft);
        }
    }

    private static int number(RunDraft draft) {
        return Progress.waveNumber(draft.run());
    }
}
