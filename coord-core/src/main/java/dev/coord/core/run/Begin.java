package dev.coord.core.run;

import dev.coord.ProcessId;
import dev.coord.core.lock.LockTable;
import dev.coord.core.plan.Serializations;
import dev.coord.core.state.Lifecycle;
import dev.coord.plan.FeatureId;
import dev.coord.plan.Wave;
import dev.coord.run.FeaturePhase;
import dev.coord.run.FeatureRun;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.state.FeatureStatus;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a run begins, or goes on after its owner died. */
record Begin(RunMachine machine, RunStart start, Instant now) {

    RunStep from(Snapshot before, Optional<RunRecord> old) {
        boolean fresh = old.isEmpty() || old.get().phase() instanceof RunPhase.Done;
        boolean planLogged =
                !fresh && before.features().filter(machine.features()::equals).isPresent();
        RunDraft draft = new RunDraft(machine, before, record(fresh, old), now);
        draft.change(snapshot -> snapshot.withFeatures(machine.features()));
        old.ifPresent(record -> clearUp(draft, record));
        resetState(draft, old);
        if (!planLogged) {
            Serializations.entries(start.plan(), now).stream()
                    .filter(entry -> !start.hasLanded(entry.features().get(0)))
                    .forEach(draft::log);
        }
        announce(draft, fresh);
        Schedule.beginWave(draft);
        Schedule.advance(draft);
        return draft.finish();
    }

    private RunRecord record(boolean fresh, Optional<RunRecord> old) {
        SortedMap<FeatureId, FeatureRun> features = new TreeMap<>();
        for (FeatureId id : machine.features().features().keySet()) {
            features.put(id, carriedOver(id, old.map(record -> record.features().get(id))));
        }
        old.ifPresent(record -> record.features().forEach((id, run) -> {
            if (!features.containsKey(id) && run.phase() instanceof FeaturePhase.Placed placed) {
                features.put(id, run.in(salvaging(placed)));
            }
        }));
        return new RunRecord(
                fresh ? start.fresh() : old.orElseThrow().id(),
                machine.owner(),
                now,
                start.settings(),
                remaining(start.plan().waves()),
                0,
                features,
                new RunPhase.Working(start.survey().target()));
    }

    private FeatureRun carriedOver(FeatureId id, Optional<FeatureRun> old) {
        String digest = start.digest(id);
        int attempts = old.map(FeatureRun::attempts).orElse(0);
        return new FeatureRun(digest, attempts, phase(id, digest, old), Duration.ZERO);
    }

    private FeaturePhase phase(FeatureId id, String digest, Optional<FeatureRun> old) {
        FeaturePhase phase = old.map(FeatureRun::phase).orElse(new FeaturePhase.Pending());
        if (phase instanceof FeaturePhase.Finished finished) {
            boolean usable = digest.equals(old.orElseThrow().digest())
                    && start.survey().present().contains(finished.tip());
            if (usable && !start.hasLanded(id)) {
                return finished;
            }
        }
        if (phase instanceof FeaturePhase.Placed placed) {
            return salvaging(placed);
        }
        return start.hasLanded(id) ? new FeaturePhase.Landed() : new FeaturePhase.Pending();
    }

    private static FeaturePhase salvaging(FeaturePhase.Placed placed) {
        return new FeaturePhase.Salvaging(placed.workspace(), processOf(placed), Optional.empty());
    }

    private static Optional<ProcessId> processOf(FeaturePhase phase) {
        if (phase instanceof FeaturePhase.Running running) {
            return running.process();
        }
        return phase instanceof FeaturePhase.Salvaging salvaging ? salvaging.process() : Optional.empty();
    }

    private List<Wave> remaining(List<Wave> waves) {
        List<Wave> left = new ArrayList<>();
        for (Wave wave : waves) {
            List<FeatureId> features =
                    wave.features().stream().filter(id -> !start.hasLanded(id)).toList();
            if (!features.isEmpty()) {
                left.add(new Wave(wave.number(), features, wave.prerequisites()));
            }
        }
        return left;
    }

    private static void clearUp(RunDraft draft, RunRecord old) {
        old.features().values().forEach(feature -> {
            if (feature.phase() instanceof FeaturePhase.Queued queued) {
                draft.change(snapshot -> LockTable.withdraw(snapshot, queued.request(), draft.now())
                        .after());
            }
            Phases.leaseOf(feature.phase())
                    .ifPresent(lease -> draft.change(snapshot ->
                            LockTable.release(snapshot, lease, draft.now()).after()));
        });
        draft.run().features().forEach((id, feature) -> {
            if (feature.phase() instanceof FeaturePhase.Salvaging salvaging) {
                draft.act(new RunAction.KeepWork(salvaging.workspace(), draft.declared(id), salvaging.process()));
            }
        });
    }

    /** What landed is completed; what did not is as if never begun, unless somebody outside the run works on it. */
    private void resetState(RunDraft draft, Optional<RunRecord> old) {
        List<FeatureId> landed = new ArrayList<>();
        List<FeatureId> undone = new ArrayList<>();
        for (FeatureId id : draft.run().features().keySet()) {
            boolean ours = old.map(record -> record.features().get(id))
                    .filter(feature -> feature.phase() instanceof FeaturePhase.Placed)
                    .isPresent();
            boolean active = draft.snapshot().state().statusOf(id) == FeatureStatus.ACTIVE;
            if (machine.features().features().containsKey(id) && start.hasLanded(id)) {
                landed.add(id);
            } else if (ours || !active) {
                undone.add(id);
            }
        }
        draft.change(snapshot -> Lifecycle.undo(snapshot, undone, now));
        draft.change(snapshot -> Lifecycle.land(snapshot, landed, now));
    }

    private void announce(RunDraft draft, boolean fresh) {
        long all = machine.features().features().size();
        long landed = machine.features().features().keySet().stream()
                .filter(start::hasLanded)
                .count();
        String target = start.settings().target();
        if (landed == all) {
            draft.tell(RunNotice.Kind.RUN, "nothing to do: all " + all + " features have landed on " + target);
            return;
        }
        long finished = draft.run().features().values().stream()
                .filter(feature -> feature.phase() instanceof FeaturePhase.Finished)
                .count();
        draft.tell(
                RunNotice.Kind.RUN,
                (fresh ? "run " : "going on with run ") + draft.run().id() + ": " + all + " features, " + landed
                        + " landed before, " + finished + " finished before, "
                        + draft.run().waves().size()
                        + " waves to go, up to " + start.settings().agents() + " agents, onto " + target);
    }
}
