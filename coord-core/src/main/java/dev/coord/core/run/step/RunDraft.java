package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.RunStep;
import dev.coord.core.run.scheduling.LeftOut;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.scheduling.Scheduling;
import dev.coord.core.state.Rules;
import dev.coord.plan.Feature;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.state.Command;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One step while it is being decided: local to one call of the machine. */
public final class RunDraft {

    private final RunContext context;
    private final Snapshot before;
    private final Optional<RunRecord> driven;
    private final Instant now;
    private final Scheduling scheduling;
    private Snapshot snapshot;
    private RunRecord run;
    private final List<RunAction> endings = new ArrayList<>();
    private final List<RunNotice> notices = new ArrayList<>();
    private final List<ConflictEntry> conflicts = new ArrayList<>();

    private RunDraft(RunContext context, Snapshot before, Optional<RunRecord> driven, RunRecord run, Instant now) {
        this.context = context;
        this.before = before;
        this.driven = driven;
        this.snapshot = before;
        this.run = run;
        this.now = now;
        this.scheduling = context.scheduling(run.settings());
    }

    /** A step of a run that this process drives: what it wants already is under way. */
    public static RunDraft of(RunContext context, Snapshot before, RunRecord run, Instant now) {
        return new RunDraft(context, before, Optional.of(run), run, now);
    }

    /** The first step of a run, or of a process that takes one over: nothing is under way. */
    public static RunDraft first(RunContext context, Snapshot before, RunRecord run, Instant now) {
        return new RunDraft(context, before, Optional.empty(), run, now);
    }

    public RunStep finish() {
        run = FeatureAccounts.noted(run, now);
        boolean sameRun = before.run().filter(run::equals).isPresent();
        Snapshot after = sameRun ? snapshot : snapshot.withRun(run);
        List<RunAction> actions = new ArrayList<>(endings);
        actions.addAll(
                driven.map(was -> Actions.between(context, was, run)).orElseGet(() -> Actions.wanted(context, run)));
        return new RunStep(after, actions, notices, conflicts);
    }

    public RunContext context() {
        return context;
    }

    public Scheduling scheduling() {
        return scheduling;
    }

    public Instant now() {
        return now;
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    public RunRecord run() {
        return run;
    }

    public FeatureRun feature(FeatureId id) {
        return run.feature(id);
    }

    public FeaturePhase phaseOf(FeatureId id) {
        return Progress.phaseOf(run, id);
    }

    /** Whether it is made once more: what it landed before is on the target, whatever becomes of it now. */
    public boolean isLanded(FeatureId id) {
        return feature(id).redoes().isPresent();
    }

    public Feature declared(FeatureId id) {
        return context.declared(id);
    }

    public void enter(FeatureId id, FeaturePhase phase) {
        run = run.with(id, run.feature(id).in(phase));
    }

    public void put(FeatureId id, FeatureRun feature) {
        run = run.with(id, feature);
    }

    public void enter(RunPhase phase) {
        run = run.in(phase);
    }

    public void replace(RunRecord next) {
        run = next;
    }

    /** What will not land in this start of the run is nobody's obstacle. */
    public void putLeftOutBehind() {
        run = LeftOut.behind(run, context.prerequisites());
    }

    /** Whether there is nothing left but what will not land in this start of the run. */
    public boolean isAllLeftOut() {
        return LeftOut.of(run, context.prerequisites()).size()
                == Progress.ahead(run).size();
    }

    public void change(UnaryOperator<Snapshot> rule) {
        snapshot = rule.apply(snapshot);
    }

    public <O> O apply(Command<O> command) {
        Transition<O> transition = Rules.applyOfRun(snapshot, command, now);
        snapshot = transition.after();
        conflicts.addAll(transition.conflicts());
        return transition.outcome();
    }

    public void log(ConflictEntry entry) {
        conflicts.add(entry);
    }

    /** The one thing to do that no phase says: it hastens the end of an agent, and the phase changes with that. */
    public void endAgent(FeatureId id, FeaturePhase.Running running, String reason) {
        endings.add(new RunAction.EndAgent(id, running.workspace().attempt(), reason));
    }

    public void tell(RunNotice notice) {
        notices.add(notice);
    }
}
