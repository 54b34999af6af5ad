package dev.coord.core.run;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.ProcessId;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunStep;
import dev.coord.core.run.event.WorkspaceLocator;
import dev.coord.core.run.step.EventSteps;
import dev.coord.core.run.step.NextSteps;
import dev.coord.core.run.step.RunContext;
import dev.coord.core.run.step.RunDraft;
import dev.coord.plan.FeatureSet;
import dev.coord.run.RunRecord;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * The rules of a parallel run: what happened in, what has to be done out. Knows no thread, no file and no clock; all it
 * remembers is in the snapshot, so that a killed run goes on where it stood. Immutable. Specification 4.2, 6 and its
 * section "Complete Parallel Execution Flow".
 */
public final class RunMachine {

    private final RunContext context;

    /**
     * The machine of one process.
     *
     * @param features what is made
     * @param owner the process that drives the run
     * @param locator where attempts are made
     */
    public RunMachine(FeatureSet features, ProcessId owner, WorkspaceLocator locator) {
        this.context = new RunContext(features, owner, locator);
    }

    /**
     * Begins a run, or goes on with one whose owner is dead: what has landed is taken from the survey, finished work whose
     * declaration is unchanged is used again, a wave that was being tested is tested again, and what was under way is kept
     * and begun anew.
     *
     * @param before the snapshot as it is
     * @param start what to begin with
     * @param now the store's time
     * @return the first step, or the run that is in the way
     */
    public RunBeginning begin(Snapshot before, RunStart start, Instant now) {
        Optional<RunRecord> rival = rival(before, start.deadOwner());
        if (rival.isPresent()) {
            return new RunBeginning.AlreadyRunning(rival.get());
        }
        return new RunBeginning.Begun(new RunResumption(context, start, now).from(before, before.run()));
    }

    /**
     * Decides what follows from an event. An event that comes too late changes nothing.
     *
     * @param before the snapshot as it is
     * @param event what happened
     * @param now the store's time
     * @return what follows
     * @throws StoreFailed if the run was taken over by another process
     */
    public RunStep step(Snapshot before, RunEvent event, Instant now) {
        RunRecord run = before.run()
                .filter(record -> record.owner().equals(context.owner()))
                .orElseThrow(() -> new StoreFailed("this process does not drive the run any more: the store names "
                        + before.run()
                                .map(record -> "process " + record.owner().pid())
                                .orElse("no run")
                        + "; see 'coord status'"));
        RunDraft draft = RunDraft.of(context, before, run, now);
        if (!run.hasEnded()) {
            EventSteps.take(draft, event);
            NextSteps.advance(draft);
        } else {
            EventSteps.takeLate(draft, event);
        }
        return draft.finish();
    }

    /**
     * The run that keeps another one from beginning: unfinished, of another process, whose death nobody knows of.
     *
     * @param before the snapshot as it is
     * @param deadOwner a process that is known to be dead
     * @return that run, if there is one
     */
    public Optional<RunRecord> rival(Snapshot before, Optional<ProcessId> deadOwner) {
        return before.run()
                .filter(run -> !run.hasEnded() && !run.owner().equals(context.owner()))
                .filter(run -> deadOwner.filter(run.owner()::equals).isEmpty());
    }
}
