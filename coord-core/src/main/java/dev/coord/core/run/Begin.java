package dev.coord.core.run;

import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.core.conflict.DirectoryNames;
import dev.coord.core.lock.LockTable;
import dev.coord.core.plan.Serializations;
import dev.coord.core.state.Lifecycle;
import dev.coord.lock.RequestId;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Schedule;
import dev.coord.plan.Wave;
import dev.coord.run.FeaturePhase;
import dev.coord.run.FeatureRun;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.Workspace;
import dev.coord.state.FeatureStatus;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How a run begins, or goes on after its owner died. */
record Begin(RunMachine machine, RunStart start, Instant now) {

    RunStep from(Snapshot before, Optional<RunRecord> old) {
        boolean fresh = old.isEmpty() || old.get().phase() instanceof RunPhase.Done;
        boolean planLogged = !fresh
                && before.features()
                        .filter(stored -> DirectoryNames.sameWork(stored, machine.features()))
                        .isPresent();
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
        NextSteps.beginWave(draft);
        goOnTesting(draft, old);
        NextSteps.advance(draft);
        return draft.finish();
    }

    /** A wave that was being tested is not merged again, unless that would now give something else. */
    private void goOnTesting(RunDraft draft, Optional<RunRecord> old) {
        if (!(old.map(RunRecord::phase).orElse(null) instanceof RunPhase.Testing testing)
                || !start.isMergedYet(testing.candidate())) {
            return;
        }
        WaveWork work = testing.candidate().work();
        List<FeatureId> features = work.tips().stream().map(FeatureTip::feature).toList();
        Optional<RunRecord> run =
                draft.isContinuous() ? Continuous.withWave(draft, work.wave(), features) : Optional.of(draft.run());
        run.filter(record -> record.wave() < record.waves().size())
                .filter(record -> NextSteps.canMerge(record))
                .filter(record -> NextSteps.work(
                                record, work.since().orElse(testing.candidate().base()))
                        .equals(work))
                .ifPresent(record -> {
                    draft.replace(record.in(testing));
                    if (draft.isContinuous()) {
                        NextSteps.announce(draft);
                    }
                    draft.tell(
                            RunNotice.Kind.MERGE,
                            "wave " + work.wave() + ": testing again what was merged as "
                                    + testing.candidate().commit().abbreviated());
                    draft.act(new RunAction.TestCandidate(testing.candidate()));
                });
    }

    private RunRecord record(boolean fresh, Optional<RunRecord> old) {
        SortedMap<FeatureId, FeatureRun> features = new TreeMap<>();
        for (FeatureId id : machine.features().features().keySet()) {
            features.put(id, carriedOver(id, old));
        }
        old.ifPresent(record -> record.features().forEach((id, run) -> {
            if (!features.containsKey(id)) {
                leftBehind(record, id).ifPresent(left -> features.put(id, run.in(left)));
            }
        }));
        return new RunRecord(
                fresh ? start.fresh() : old.orElseThrow().id(),
                machine.owner(),
                now,
                start.settings(),
                remaining(start.plan().waves(), fresh ? Optional.empty() : old),
                0,
                features,
                new RunPhase.Working(start.survey().target()));
    }

    private FeatureRun carriedOver(FeatureId id, Optional<RunRecord> old) {
        Optional<FeatureRun> run = old.map(record -> record.features().get(id));
        int attempts = run.map(FeatureRun::attempts).orElse(0);
        FeaturePhase phase = run.filter(feature -> isOfUse(old.orElseThrow(), id, feature))
                .map(FeatureRun::phase)
                .or(() -> old.flatMap(record -> leftBehind(record, id)))
                .orElseGet(() -> start.hasLanded(id) ? new FeaturePhase.Landed() : new FeaturePhase.Pending());
        return new FeatureRun(start.digest(id), attempts, phase, Duration.ZERO);
    }

    /**
     * Finished work is used again, but not once it had landed and the target was set back: its agent works anew then. Where it
     * has landed only its workspace is left to remove.
     */
    private boolean isOfUse(RunRecord record, FeatureId id, FeatureRun old) {
        if (!(old.phase() instanceof FeaturePhase.Finished finished)) {
            return false;
        }
        boolean usable = !wasTakenBack(record, id)
                && start.digest(id).equals(old.digest())
                && start.survey().present().contains(finished.tip())
                && start.survey().contained().contains(finished.workspace().base());
        return usable || start.hasLanded(id);
    }

    private boolean wasTakenBack(RunRecord old, FeatureId id) {
        return machine.features().features().containsKey(id) // the record may tell of one that is declared no more
                && !start.hasLanded(id)
                && old.waves().stream()
                        .limit(old.wave())
                        .anyMatch(wave -> wave.features().contains(id));
    }

    /** A workspace that may hold work nobody pinned: also one whose work could not be pinned when its feature failed. */
    private Optional<FeaturePhase> leftBehind(RunRecord old, FeatureId id) {
        FeatureRun run = old.features().get(id);
        if (run == null) {
            return Optional.empty();
        }
        if (run.phase() instanceof FeaturePhase.Placed placed) {
            return Optional.of(new FeaturePhase.Salvaging(placed.workspace(), processOf(placed), Optional.empty()));
        }
        if (run.phase() instanceof FeaturePhase.Failed failed && failed.kept().isEmpty()) {
            Workspace workspace = machine.places()
                    .locate(old.id(), id, run.attempts(), start.survey().target())
                    .declaring(machine.declared(id).fileWrites());
            return Optional.of(new FeaturePhase.Salvaging(workspace, failed.process(), Optional.empty()));
        }
        return Optional.empty();
    }

    private static Optional<ProcessId> processOf(FeaturePhase phase) {
        if (phase instanceof FeaturePhase.Running running) {
            return running.process();
        }
        return phase instanceof FeaturePhase.Salvaging salvaging ? salvaging.process() : Optional.empty();
    }

    private List<Wave> remaining(List<Wave> waves, Optional<RunRecord> old) {
        List<Wave> left = new ArrayList<>();
        int later = old.map(this::laterThan).orElse(0);
        for (Wave wave : waves) {
            List<FeatureId> features =
                    wave.features().stream().filter(id -> !start.hasLanded(id)).toList();
            if (!features.isEmpty()) {
                left.add(new Wave(wave.number() + later, features, wave.prerequisites()));
            }
        }
        return left;
    }

    /** A continuous run numbers its waves as they come: those of the next try go on from there, as their refs do. */
    private int laterThan(RunRecord old) {
        boolean continuous = Stream.of(old.settings(), start.settings())
                .anyMatch(settings -> settings.schedule() == Schedule.CONTINUOUS);
        return continuous
                ? old.waves().stream()
                                .limit(old.wave() + 1L)
                                .mapToInt(Wave::number)
                                .max()
                                .orElse(-1)
                        + 1
                : 0;
    }

    private void clearUp(RunDraft draft, RunRecord old) {
        old.features().values().forEach(feature -> {
            if (feature.phase() instanceof FeaturePhase.Queued queued) {
                draft.change(snapshot -> withdrawn(snapshot, queued.request(), draft.now()));
            }
            Phases.leaseOf(feature.phase())
                    .ifPresent(lease -> draft.change(snapshot ->
                            LockTable.release(snapshot, lease, draft.now()).after()));
        });
        draft.run().features().forEach((id, feature) -> {
            FeatureRun was = old.features().get(id);
            if (was != null && was.digest().equals(feature.digest()) && wasTakenBack(old, id)) {
                draft.tell(
                        RunNotice.Kind.WARNING,
                        id,
                        "had landed in this run, and " + start.settings().target()
                                + " does not contain it any more; it is made anew");
            }
            if (was != null
                    && feature.phase() instanceof FeaturePhase.Salvaging
                    && was.phase() instanceof FeaturePhase.Finished finished
                    && !start.survey().contained().contains(finished.workspace().base())) {
                draft.tell(
                        RunNotice.Kind.WARNING,
                        id,
                        "was finished on top of " + finished.workspace().base().abbreviated() + ", which "
                                + start.settings().target() + " does not contain any more; it is made anew");
            }
            if (feature.phase() instanceof FeaturePhase.Salvaging salvaging) {
                draft.act(new RunAction.KeepWork(salvaging.workspace(), draft.declared(id), salvaging.process()));
            } else if (feature.phase() instanceof FeaturePhase.Finished finished && start.hasLanded(id)) {
                draft.act(new RunAction.RemoveWorkspace(finished.workspace()));
            }
        });
    }

    /** The request may have been granted while nobody drove the run. */
    private static Snapshot withdrawn(Snapshot before, RequestId request, Instant now) {
        Snapshot after = LockTable.withdraw(before, request, now).after();
        return LockTable.leaseOf(after, request)
                .map(lease -> LockTable.release(after, lease.id(), now).after())
                .orElse(after);
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
        long finished = draft.run().features().entrySet().stream()
                .filter(entry -> entry.getValue().phase() instanceof FeaturePhase.Finished)
                .filter(entry -> !start.hasLanded(entry.getKey()))
                .count();
        draft.tell(
                RunNotice.Kind.RUN,
                (fresh ? "run " : "going on with run ") + draft.run().id() + ": " + all + " features, " + landed
                        + " landed before, " + finished + " finished before, "
                        + draft.run().waves().size()
                        + " waves to go, up to " + start.settings().agents() + " agents, onto " + target);
    }
}
