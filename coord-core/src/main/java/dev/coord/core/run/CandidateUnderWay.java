package dev.coord.core.run;

import dev.coord.FeatureId;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.core.run.step.Actions;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.wave.WaveSteps;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.WaveWork;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import java.util.List;

/** A wave that was being proven or tested is not merged again, unless that would now give something else. */
final class CandidateUnderWay {

    private CandidateUnderWay() {}

    static void goOn(RunDraft draft, RunStart start, RunRecord old) {
        if (!(old.phase() instanceof RunPhase.Merged merged) || !start.isMergedYet(merged.candidate())) {
            return;
        }
        Candidate candidate = merged.candidate();
        WaveWork work = candidate.work();
        List<FeatureId> features = work.tips().stream().map(FeatureTip::feature).toList();
        draft.scheduling()
                .withWave(draft.run(), features)
                .filter(run ->
                        Actions.work(run, work.since().orElse(candidate.base())).equals(work))
                .ifPresent(run -> goOn(draft, run, merged));
    }

    private static void goOn(RunDraft draft, RunRecord run, RunPhase.Merged merged) {
        draft.replace(run.in(again(run, merged)));
        if (!draft.scheduling().keepsPlannedWaves()) {
            WaveSteps.announce(draft);
        }
        if (merged instanceof RunPhase.Testing testing) {
            draft.tell(new WaveNotice.TestsRepeated(
                    testing.candidate().work().wave(), testing.candidate().commit()));
        }
    }

    /** A search for what other tests are red is of no use. */
    private static RunPhase again(RunRecord run, RunPhase.Merged merged) {
        return merged instanceof RunPhase.Searching searching
                        && !searching.red().tests().equals(run.settings().tests())
                ? new RunPhase.Testing(
                        searching.candidate(),
                        searching.tries(),
                        searching.red().checks())
                : merged;
    }
}
