package dev.coord.core.run.wave;

import dev.coord.FeatureId;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.step.Stopping;
import dev.coord.core.run.text.UnknownText;
import dev.coord.core.state.Lifecycle;
import dev.coord.merge.Candidate;
import dev.coord.merge.LandingOutcome;
import dev.coord.run.RunAccount.LandedWave;
import dev.coord.run.RunPhase;
import java.util.List;

/** When a wave may land, and what follows from how its landing ended. Specification 6.1. */
public final class LandingSteps {

    private static final int MOST_TRIES = 5;

    private LandingSteps() {}

    /**
     * A wave may land: it is proven, and nothing fails in its trial but what fails on its base too. From here on the intent to land is
     * kept, and whoever goes on with this run carries it out.
     */
    static void begin(RunDraft draft, Candidate candidate, int tries) {
        draft.enter(new RunPhase.Landing(candidate, tries));
    }

    public static void landed(RunDraft draft, RunEvent.WaveLanded event) {
        if (!(draft.run().phase() instanceof RunPhase.Landing landing)
                || !landing.candidate().equals(event.candidate())) {
            return;
        }
        if (event.outcome() instanceof LandingOutcome.Landed landed) {
            complete(draft, landing.candidate(), landed);
        } else if (event.outcome() instanceof LandingOutcome.TargetMoved moved) {
            targetMoved(draft, landing, moved);
        } else if (event.outcome() instanceof LandingOutcome.CheckoutInTheWay inTheWay) {
            WaveRejections.checkoutInTheWay(draft, inTheWay);
        } else {
            throw new AssertionError(event.outcome());
        }
    }

    /** Agents of other features go on, and the intent to land is kept where nobody knows whether it was carried out. */
    public static void failed(RunDraft draft, RunEvent.LandingFailed failed) {
        if (!(draft.run().phase() instanceof RunPhase.Landing landing)
                || !landing.candidate().equals(failed.candidate())) {
            return;
        }
        String target = draft.run().settings().target();
        String what = Stopping.wave(draft) + ": landing it on " + target + " broke off: " + failed.message();
        if (failed.landed().isEmpty()) {
            Stopping.stopUnknown(
                    draft,
                    what + "; whether " + target
                            + " has moved could not be asked: the next run finishes what was begun",
                    failed.candidate());
        } else if (failed.landed().get()) {
            draft.tell(RunNotice.Warning.of(what + "; " + target + " has moved all the same"));
            complete(
                    draft,
                    landing.candidate(),
                    new LandingOutcome.Landed(failed.candidate().commit()));
        } else {
            Stopping.stop(draft, what);
        }
    }

    /** Once the run has ended: of what landed, what was to be found out and is not known. */
    public static void tellUnknown(RunDraft draft) {
        List<FeatureId> ahead = Progress.ahead(draft.run());
        UnknownText.of(draft.run().waves().stream()
                        .flatMap(wave -> wave.features().stream())
                        .filter(id -> !ahead.contains(id))
                        .flatMap(id -> draft.feature(id).proof().stream())
                        .toList())
                .forEach(text -> draft.tell(RunNotice.Warning.of("not known of what landed: " + text)));
    }

    private static void complete(RunDraft draft, Candidate candidate, LandingOutcome.Landed landed) {
        List<FeatureId> wave = Progress.wave(draft.run());
        draft.replace(draft.run()
                .with(draft.run()
                        .account()
                        .with(new LandedWave(
                                Progress.waveNumber(draft.run()),
                                wave,
                                candidate.base(),
                                landed.commit(),
                                draft.now()))));
        draft.change(snapshot -> Lifecycle.land(snapshot, wave, draft.now()));
        draft.tell(new WaveNotice.Landed(
                Progress.waveNumber(draft.run()),
                wave,
                landed.commit(),
                draft.run().settings().target()));
        draft.replace(draft.run().atWave(draft.run().wave() + 1).in(new RunPhase.Working(landed.commit())));
        WaveSteps.beginWave(draft);
    }

    private static void targetMoved(RunDraft draft, RunPhase.Landing landing, LandingOutcome.TargetMoved moved) {
        String target = draft.run().settings().target();
        if (landing.tries() + 1 >= MOST_TRIES) {
            Stopping.stop(
                    draft,
                    Stopping.wave(draft) + " was not landed: " + target + " moved " + MOST_TRIES
                            + " times while it was being merged; run again when it is quieter");
            return;
        }
        draft.tell(new WaveNotice.TargetMoved(Progress.waveNumber(draft.run()), target, moved.now()));
        WaveSteps.integrate(draft, landing.candidate().base(), landing.tries() + 1);
    }
}
