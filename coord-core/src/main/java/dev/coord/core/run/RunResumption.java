package dev.coord.core.run;

import dev.coord.FeatureId;
import dev.coord.core.conflict.DirectoryNames;
import dev.coord.core.plan.Serializations;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.RunStep;
import dev.coord.core.run.feature.CheckSteps;
import dev.coord.core.run.step.BaselineSteps;
import dev.coord.core.run.step.RunContext;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.wave.WaveSteps;
import dev.coord.core.state.Lifecycle;
import dev.coord.plan.FeatureSet;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.LandedWave;
import dev.coord.run.RunDriver;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.state.FeatureStatus;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** How a run begins, or goes on after its owner died. */
record RunResumption(RunContext context, RunStart start, OpenWork open, Optional<RunRecord> old, Instant now) {

    RunResumption(RunContext context, RunStart start, Optional<RunRecord> old, Instant now) {
        this(context, start, OpenWork.of(start, old), old, now);
    }

    RunStep from(Snapshot before) {
        boolean fresh = old.filter(
                        run -> EarlierTry.isOfUse(run, start.settings().origin()))
                .isEmpty();
        boolean planLogged = !fresh
                && before.features()
                        .filter(stored -> DirectoryNames.sameWork(stored, declared()))
                        .isPresent();
        RunDraft draft = RunDraft.first(context, before, record(fresh), now);
        draft.change(snapshot -> snapshot.withFeatures(declared()));
        old.ifPresent(record -> clearUp(draft, record));
        List<FeatureId> elsewhere = start.isOfBranches() ? List.of() : completedElsewhere(draft);
        resetState(draft);
        if (!planLogged) {
            Serializations.entries(start.plan(), now).stream()
                    .filter(entry -> open.contains(entry.features().get(0)))
                    .forEach(draft::log);
        }
        announce(draft, fresh);
        CheckSteps.tellBegan(draft);
        elsewhere.forEach(id -> draft.tell(RunNotice.Warning.of(
                id,
                "is completed, but no commit on " + start.settings().target()
                        + " says that it has landed, so it is made; if"
                        + " its work is there already, take it out of the feature file")));
        WaveSteps.beginWave(draft);
        BaselineSteps.begin(draft, start.survey().target());
        old.ifPresent(record -> CandidateUnderWay.goOn(draft, start, record));
        NextSteps.advance(draft);
        return draft.finish();
    }

    private FeatureSet declared() {
        return start.declared().orElseGet(context::features);
    }

    private RunRecord record(boolean fresh) {
        SortedMap<FeatureId, FeatureRun> features = new CarriedOver(context, start, open).features(old);
        return new RunRecord(
                fresh ? start.fresh() : old.orElseThrow().id(),
                context.owner(),
                Optional.of(RunDriver.working(context.driver(), now)),
                now,
                start.settings(),
                RemainingWaves.of(context, start, open, fresh ? Optional.empty() : old, features),
                0,
                features,
                new RunPhase.Working(start.survey().target()),
                fresh ? RunAccount.NONE : account(old.orElseThrow()));
    }

    /** With a landing that nobody was left to note. */
    private RunAccount account(RunRecord record) {
        RunAccount account = record.account();
        return EarlierTry.landing(record.phase())
                .filter(candidate -> start.survey().contained().contains(candidate.commit()))
                .map(candidate -> account.with(new LandedWave(
                        candidate.work().wave(), candidate.features(), candidate.base(), candidate.commit(), now)))
                .orElse(account);
    }

    private void clearUp(RunDraft draft, RunRecord record) {
        draft.change(snapshot -> FreedLocks.in(snapshot, record, draft.now()));
        new CarriedOver(context, start, open).tellWhatIsNotUsedAgain(draft, record);
    }

    /** What somebody completed by hand: what has landed is asked of git. */
    private List<FeatureId> completedElsewhere(RunDraft draft) {
        return context.features().features().keySet().stream()
                .filter(id -> draft.snapshot().state().statusOf(id) == FeatureStatus.COMPLETED
                        && !start.survey().landed().containsKey(id))
                .filter(id -> old.map(record -> record.features().get(id))
                        .filter(feature -> !(feature.phase() instanceof FeaturePhase.Pending))
                        .isEmpty())
                .toList();
    }

    /** What landed is completed; what did not is as if never begun, unless somebody outside the run works on it. */
    private void resetState(RunDraft draft) {
        List<FeatureId> landed = new ArrayList<>();
        List<FeatureId> undone = new ArrayList<>();
        draft.run().features().forEach((id, feature) -> {
            boolean ours = old.map(record -> record.features().get(id))
                    .filter(was -> was.phase() instanceof FeaturePhase.Placed)
                    .isPresent();
            boolean active = draft.snapshot().state().statusOf(id) == FeatureStatus.ACTIVE;
            if (open.isDone(id)) {
                if (ours
                        || !active
                        || !start.isOfBranches()) { // a branch may be there before its agent has done anything
                    landed.add(id);
                }
            } else if (ours || !active) {
                (open.isLanded(id, feature) ? landed : undone).add(id);
            }
        });
        draft.change(snapshot -> Lifecycle.undo(snapshot, undone, now));
        draft.change(snapshot -> Lifecycle.land(snapshot, landed, now));
    }

    private void announce(RunDraft draft, boolean fresh) {
        int all = context.features().features().size();
        int landed = (int) context.features().features().keySet().stream()
                .filter(open::isDone)
                .count();
        String target = start.settings().target();
        if (landed == all) {
            draft.tell(new RunNotice.NothingToDo(all, target));
            return;
        }
        int finished = (int) draft.run().features().entrySet().stream()
                .filter(entry -> entry.getValue().phase() instanceof FeaturePhase.Finished)
                .filter(entry -> open.contains(entry.getKey()))
                .count();
        draft.tell(new RunNotice.Began(
                draft.run().id(),
                !fresh,
                all,
                landed,
                finished,
                draft.run().waves().size(),
                start.isOfBranches() ? 0 : start.settings().agents(),
                target));
    }
}
