package dev.coord.core.run;

import dev.coord.FeatureId;
import dev.coord.core.state.Rules;
import dev.coord.plan.Feature;
import dev.coord.plan.Schedule;
import dev.coord.run.FeaturePhase;
import dev.coord.run.FeatureRun;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.state.Command;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** One step while it is being decided: local to one call of the machine. */
final class RunDraft {

    private final RunMachine machine;
    private final Snapshot before;
    private final Instant now;
    private Snapshot snapshot;
    private RunRecord run;
    private final List<RunAction> actions = new ArrayList<>();
    private final List<RunNotice> notices = new ArrayList<>();
    private final List<ConflictEntry> conflicts = new ArrayList<>();

    RunDraft(RunMachine machine, Snapshot before, RunRecord run, Instant now) {
        this.machine = machine;
        this.before = before;
        this.snapshot = before;
        this.run = run;
        this.now = now;
    }

    RunStep finish() {
        boolean sameRun = before.run().filter(run::equals).isPresent();
        Snapshot after = sameRun ? snapshot : snapshot.withRun(run);
        return new RunStep(after, actions, notices, conflicts);
    }

    RunMachine machine() {
        return machine;
    }

    Instant now() {
        return now;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    RunRecord run() {
        return run;
    }

    List<FeatureId> wave() {
        return run.waves().get(run.wave()).features();
    }

    /** What has not landed, in the order of the plan. */
    List<FeatureId> ahead() {
        return run.waves().subList(run.wave(), run.waves().size()).stream()
                .flatMap(wave -> wave.features().stream())
                .toList();
    }

    /** What may be worked on at the same time as the feature that is looked at. */
    List<FeatureId> together() {
        return isContinuous()
                ? ahead().stream()
                        .filter(id -> phaseOf(id) instanceof FeaturePhase.Placed)
                        .toList()
                : wave();
    }

    boolean isContinuous() {
        return run.settings().schedule() == Schedule.CONTINUOUS;
    }

    FeatureRun feature(FeatureId id) {
        return run.feature(id);
    }

    FeaturePhase phaseOf(FeatureId id) {
        FeatureRun feature = run.features().get(id);
        return feature == null ? new FeaturePhase.Pending() : feature.phase();
    }

    Feature declared(FeatureId id) {
        return machine.declared(id);
    }

    void enter(FeatureId id, FeaturePhase phase) {
        run = run.with(id, run.feature(id).in(phase));
    }

    void put(FeatureId id, FeatureRun feature) {
        run = run.with(id, feature);
    }

    void enter(RunPhase phase) {
        run = run.in(phase);
    }

    void replace(RunRecord next) {
        run = next;
    }

    void change(UnaryOperator<Snapshot> rule) {
        snapshot = rule.apply(snapshot);
    }

    <O> O apply(Command<O> command) {
        Transition<O> transition = Rules.apply(snapshot, command, now);
        snapshot = transition.after();
        conflicts.addAll(transition.conflicts());
        return transition.outcome();
    }

    void log(ConflictEntry entry) {
        conflicts.add(entry);
    }

    void act(RunAction action) {
        actions.add(action);
    }

    void tell(RunNotice.Kind kind, String text) {
        notices.add(RunNotice.of(kind, text));
    }

    void tell(RunNotice.Kind kind, FeatureId feature, String text) {
        notices.add(RunNotice.of(kind, feature, text));
    }
}
