package dev.coord.core.run;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.run.feature.AgentSteps;
import dev.coord.core.run.feature.LockSteps;
import dev.coord.core.run.scheduling.Phases;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.step.BaselineSteps;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.step.Stopping;
import dev.coord.core.run.wave.WaveSteps;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunSettings.Origin;
import dev.coord.run.Workspace;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a run does next whenever something has changed. When that is, its scheduling says. */
final class NextSteps {

    private static final AgentId INTEGRATOR = new AgentId("integrator");

    private NextSteps() {}

    static void advance(RunDraft draft) {
        LockSteps.lookForGrants(draft);
        if (Progress.awaitsEarlierTry(draft.run())) {
            return;
        }
        passOverLeftOut(draft);
        BaselineSteps.giveBackWhatDoesNotBegin(draft);
        AgentSteps.runReady(draft);
        beginFeatures(draft);
        if (draft.run().phase() instanceof RunPhase.Draining draining) {
            Stopping.endIfDrained(draft, draining);
        } else if (draft.run().phase() instanceof RunPhase.Working working) {
            integrateOrStop(draft, working.base());
        }
    }

    /** A wave of which nothing can land any more gives way to the next one. */
    private static void passOverLeftOut(RunDraft draft) {
        if (draft.run().phase() instanceof RunPhase.Working) {
            List<FeatureId> wave = Progress.wave(draft.run());
            draft.putLeftOutBehind();
            if (Collections.disjoint(wave, Progress.wave(draft.run()))) {
                WaveSteps.beginWave(draft);
            }
        }
    }

    /** Gives the places that are left to features that may begin. */
    private static void beginFeatures(RunDraft draft) {
        Optional<CommitId> base = draft.isAllLeftOut()
                ? Optional.empty()
                : Phases.base(draft.run().phase());
        while (base.isPresent() && Progress.hasPlace(draft.run())) {
            Optional<FeatureId> next = draft.scheduling().next(draft.run());
            if (next.isEmpty()) {
                return;
            }
            begin(draft, next.get(), base.get());
        }
    }

    private static void begin(RunDraft draft, FeatureId id, CommitId base) {
        FeatureRun feature = draft.feature(id);
        int attempt = feature.attempts() + 1;
        Workspace workspace = draft.context()
                .locator()
                .locate(draft.run().id(), id, attempt, base)
                .declaring(draft.declared(id).fileWrites());
        Workspace place =
                feature.sentBack().map(back -> workspace.resuming(back.tip())).orElse(workspace);
        draft.put(id, feature.begun(new FeaturePhase.Preparing(place, agent(draft.run()))));
    }

    /** What somebody else made is integrated in no agent's name. */
    private static AgentId agent(RunRecord run) {
        return run.settings().origin() == Origin.BRANCHES ? INTEGRATOR : freeAgent(run);
    }

    private static AgentId freeAgent(RunRecord run) {
        Set<AgentId> busy = run.features().values().stream()
                .filter(feature -> feature.phase() instanceof FeaturePhase.Manned)
                .map(feature -> ((FeaturePhase.Manned) feature.phase()).agent())
                .collect(Collectors.toSet());
        int number = 1;
        while (busy.contains(new AgentId("implementor-" + number))) {
            number++;
        }
        return new AgentId("implementor-" + number);
    }

    private static void integrateOrStop(RunDraft draft, CommitId base) {
        if (draft.isAllLeftOut()) {
            if (!Progress.isBusy(draft.run())) {
                Stopping.endWithLeftOut(draft);
            }
            return;
        }
        Optional<RunRecord> integrable = draft.scheduling().integrable(draft.run());
        if (integrable.isPresent()) {
            draft.replace(integrable.get());
            if (!draft.scheduling().keepsPlannedWaves()) {
                WaveSteps.announce(draft);
            }
            WaveSteps.integrate(draft, base, 0);
        }
    }
}
