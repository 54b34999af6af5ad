package dev.coord.core.run;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.lock.LockTable;
import dev.coord.merge.CommitId;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.plan.Wave;
import dev.coord.run.AgentTask;
import dev.coord.run.FeaturePhase;
import dev.coord.run.FeatureRun;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a run does next whenever something has changed. */
final class NextSteps {

    private NextSteps() {}

    static void beginWave(RunDraft draft) {
        RunRecord run = draft.run();
        if (run.wave() == run.waves().size()) {
            draft.enter(new RunPhase.Done());
            return;
        }
        if (draft.isContinuous()) {
            return;
        }
        announce(draft);
    }

    /** Tells of the wave that begins, in a continuous run of what is integrated together. */
    static void announce(RunDraft draft) {
        Wave wave = draft.run().waves().get(draft.run().wave());
        draft.change(snapshot -> snapshot.withState(snapshot.state().atWave(wave.number())));
        draft.tell(RunNotice.Kind.WAVE, "wave " + wave.number() + ": " + names(wave.features()));
    }

    static void advance(RunDraft draft) {
        for (FeatureId id : List.copyOf(draft.run().features().keySet())) {
            if (draft.phaseOf(id) instanceof FeaturePhase.Queued queued) {
                lookForGrant(draft, id, queued);
            }
        }
        if (earlierTryIsThere(draft)) {
            return;
        }
        if (draft.isContinuous()) {
            Continuous.advance(draft);
        } else if (draft.run().phase() instanceof RunPhase.Working working) {
            runReady(draft, draft.wave());
            begin(draft, draft.wave(), working.base(), id -> true);
            WaveSteps.endOfWork(draft);
        }
    }

    /** Gives places to features that have their locks. */
    static void runReady(RunDraft draft, List<FeatureId> features) {
        for (FeatureId id : features) {
            if (draft.phaseOf(id) instanceof FeaturePhase.Ready ready && hasPlace(draft)) {
                runAgent(draft, id, ready);
            }
        }
    }

    /** Gives the places that are left to features that may begin. */
    static void begin(RunDraft draft, List<FeatureId> features, CommitId base, Predicate<FeatureId> mayBegin) {
        for (FeatureId id : features) {
            if (draft.phaseOf(id) instanceof FeaturePhase.Pending && hasPlace(draft) && mayBegin.test(id)) {
                begin(draft, id, base);
            }
        }
    }

    /** Whether all features of the current wave have finished. */
    static boolean canMerge(RunRecord run) {
        return run.waves().get(run.wave()).features().stream()
                .allMatch(id -> run.feature(id).phase() instanceof FeaturePhase.Finished);
    }

    static WaveWork work(RunRecord run, CommitId since) {
        List<FeatureTip> tips = new ArrayList<>();
        Wave wave = run.waves().get(run.wave());
        for (FeatureId id : wave.features()) {
            FeatureRun feature = run.feature(id);
            FeaturePhase.Finished finished = (FeaturePhase.Finished) feature.phase();
            tips.add(new FeatureTip(id, feature.digest(), finished.tip(), finished.fence()));
        }
        return new WaveWork(run.id(), wave.number(), run.settings().target(), tips, Optional.of(since));
    }

    static String names(List<FeatureId> features) {
        return features.stream().map(FeatureId::value).collect(Collectors.joining(", "));
    }

    private static void lookForGrant(RunDraft draft, FeatureId id, FeaturePhase.Queued queued) {
        var lease = LockTable.leaseOf(draft.snapshot(), queued.request());
        if (lease.isPresent()) {
            draft.tell(RunNotice.Kind.LOCK, id, "locks granted after waiting");
            draft.enter(id, new FeaturePhase.Ready(queued.workspace(), queued.agent(), lease.get()));
            return;
        }
        boolean waits = draft.snapshot().locks().queue().stream()
                .anyMatch(pending -> pending.request().id().equals(queued.request()));
        if (!waits) {
            FeatureSteps.askForLocks(draft, id, queued);
        }
    }

    /** Agents of an earlier try are ended before any new one starts. */
    private static boolean earlierTryIsThere(RunDraft draft) {
        return draft.run().features().values().stream()
                .anyMatch(feature -> feature.phase() instanceof FeaturePhase.Salvaging salvaging
                        && salvaging.reason().isEmpty());
    }

    private static boolean hasPlace(RunDraft draft) {
        long taken = draft.run().features().values().stream()
                .filter(feature -> Phases.takesAPlace(feature.phase()))
                .count();
        return taken < draft.run().settings().agents();
    }

    private static void begin(RunDraft draft, FeatureId id, CommitId base) {
        FeatureRun feature = draft.feature(id);
        int attempt = feature.attempts() + 1;
        Workspace workspace = draft.machine()
                .places()
                .locate(draft.run().id(), id, attempt, base)
                .declaring(draft.declared(id).fileWrites());
        FeaturePhase phase = new FeaturePhase.Preparing(workspace, freeAgent(draft.run()));
        draft.put(id, new FeatureRun(feature.digest(), attempt, phase, feature.agentTime()));
        draft.act(new RunAction.MakeWorkspace(workspace));
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

    private static void runAgent(RunDraft draft, FeatureId id, FeaturePhase.Ready ready) {
        Feature declared = draft.declared(id);
        draft.enter(
                id,
                new FeaturePhase.Running(
                        ready.workspace(), ready.agent(), ready.lease(), draft.now(), Optional.empty()));
        draft.tell(
                RunNotice.Kind.START,
                id,
                ready.agent() + " works under token " + ready.lease().token().value());
        draft.act(new RunAction.RunAgent(new AgentTask(
                declared,
                ready.workspace(),
                ready.agent(),
                ready.lease(),
                draft.run().settings().timeout())));
    }
}
