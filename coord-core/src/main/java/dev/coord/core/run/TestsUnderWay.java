package dev.coord.core.run;

import dev.coord.FeatureId;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.core.run.step.Actions;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.step.WaveSteps;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.WaveWork;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import java.util.List;

/** A wave that was being tested is not merged again, unless that would now give something else. */
final class TestsUnderWay {

    private TestsUnderWay() {}

    static void goOn(RunDraft draft, RunStart start, RunRecord old) {
        if (!(old.phase() instanceof RunPhase.Testing testing) || !start.isMergedYet(testing.candidate())) {
            return;
        }
        WaveWork work = testing.candidate().work();
        List<FeatureId> features = work.tips().stream().map(FeatureTip::feature).toList();
        draft.scheduling()
                .withWave(draft.run(), features)
                .filter(run -> Actions.work(
                                run, work.since().orElse(testing.candidate().base()))
                        .equals(work))
                .ifPresent(run -> goOn(draft, run, testing));
    }

    private static void goOn(RunDraft draft, RunRecord run, RunPhase.Testing testing) {
        draft.replace(run.in(testing));
        if (!draft.scheduling().keepsPlannedWaves()) {
            WaveSteps.announce(draft);
        }
        draft.tell(new WaveNotice.TestsRepeated(
                testing.candidate().work().wave(), testing.candidate().commit()));
    }
}
