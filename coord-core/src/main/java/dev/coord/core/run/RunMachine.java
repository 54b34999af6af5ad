package dev.coord.core.run;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.ProcessId;
import dev.coord.RunId;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunStep;
import dev.coord.core.run.event.WorkspaceLocator;
import dev.coord.core.run.step.RunContext;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.wave.LandingSteps;
import dev.coord.plan.FeatureSet;
import dev.coord.run.RunDriver;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules of a parallel run: what happened in, what has to be done out. Knows no thread, no file and no clock; all it
 * remembers is in the snapshot, so that a killed run goes on where it stood. Immutable. Specification 4.2, 6 and its
 * section "Complete Parallel Execution Flow".
 */
public final class RunMachine {

    private final RunContext context;

    /**
     * The machine of one try.
     *
     * @param features what is made
     * @param owner the process that drives the run
     * @param driver a name that no other try of that process has
     * @param locator where attempts are made
     */
    public RunMachine(FeatureSet features, ProcessId owner, String driver, WorkspaceLocator locator) {
        this(features, features, owner, driver, locator);
    }

    /**
     * The machine of one try in which what is written orders nothing.
     *
     * @param features what is made
     * @param declared what it declares to write
     * @param owner the process that drives the run
     * @param driver a name that no other try of that process has
     * @param locator where attempts are made
     */
    public RunMachine(
            FeatureSet features, FeatureSet declared, ProcessId owner, String driver, WorkspaceLocator locator) {
        this.context = new RunContext(features, declared, owner, driver, locator);
    }

    /**
     * Takes a run over that has no rival, before anything is asked of the repository: of two that begin in the same instant, one
     * has it. What is known of its features stays as it is. Where there is no run, the record says that it has not begun, and
     * {@link #begin} takes it for none. Begin with what {@link #signOut} gives.
     *
     * @param before the snapshot as it is
     * @param fresh name of the run if it is a new one
     * @param settings how it is made if it is a new one
     * @param now the store's time
     * @return the snapshot after it
     */
    public Snapshot signIn(Snapshot before, RunId fresh, RunSettings settings, Instant now) {
        RunDriver driver = RunDriver.working(context.driver(), now);
        return before.withRun(before.run()
                .map(run -> run.takenOver(context.owner(), driver, remembered(run), now))
                .orElseGet(() -> new RunRecord(
                        fresh,
                        context.owner(),
                        Optional.of(driver),
                        now,
                        settings,
                        List.of(),
                        0,
                        new TreeMap<>(),
                        new RunPhase.Stopped(List.of("it has not begun yet")))));
    }

    /**
     * Undoes {@link #signIn}: for a run that begins now, or was kept from it. What is known of its features since stays.
     *
     * @param before the snapshot as it is
     * @param earlier the run before it was signed in to
     * @return the snapshot after it; the same where another one drives the run
     */
    public Snapshot signOut(Snapshot before, Optional<RunRecord> earlier) {
        if (!drives(before)) {
            return before;
        }
        Optional<RunRecord> back =
                earlier.map(run -> run.with(before.run().orElseThrow().features()));
        return new Snapshot(before.revision(), before.features(), before.locks(), before.state(), back);
    }

    /**
     * Whether this machine drives the run of a snapshot.
     *
     * @param snapshot the snapshot as it is
     * @return true from {@link #signIn} on, until another one takes the run over
     */
    public boolean drives(Snapshot snapshot) {
        return snapshot.run().filter(this::isDriven).isPresent();
    }

    /**
     * Renews the lease of the driver where that is due.
     *
     * @param before the snapshot as it is
     * @param now the store's time
     * @return the snapshot after it; the same where nothing is due or another one drives the run
     */
    public Snapshot renew(Snapshot before, Instant now) {
        return before.run()
                .filter(this::isDriven)
                .filter(run -> run.driver().filter(RunDriver::hasSignedOff).isEmpty())
                .map(run -> renewed(run, now))
                .filter(run -> !before.run().equals(Optional.of(run)))
                .map(before::withRun)
                .orElse(before);
    }

    /**
     * Begins a run, or goes on with one whose driver has signed off or is dead: what has landed is taken from the survey, finished work whose
     * declaration is unchanged is used again, a wave that was being tested is tested again, and what was under way is kept
     * and begun anew.
     *
     * @param before the snapshot as it is
     * @param start what to begin with
     * @param now the store's time
     * @return the first step, or the run that is in the way
     */
    public RunBeginning begin(Snapshot before, RunStart start, Instant now) {
        Optional<RunRecord> rival = rival(before, start.deadOwner(), now);
        if (rival.isPresent()) {
            return new RunBeginning.AlreadyRunning(rival.get());
        }
        return new RunBeginning.Begun(
                new RunResumption(context, start, before.run().filter(OpenWork::hasBegun), now).from(before));
    }

    /**
     * Decides what follows from an event. An event that comes too late changes nothing.
     *
     * @param before the snapshot as it is
     * @param event what happened
     * @param now the store's time
     * @return what follows
     * @throws StoreFailed if the run was taken over by another process, or by another run of this one
     */
    public RunStep step(Snapshot before, RunEvent event, Instant now) {
        RunRecord run = before.run()
                .filter(this::isDriven)
                .map(record -> renewed(record, now))
                .orElseThrow(() -> new StoreFailed("this run does not go on here any more: the store names "
                        + before.run()
                                .map(record -> "another one, of process "
                                        + record.owner().pid())
                                .orElse("no run")
                        + "; see 'coord status'"));
        RunDraft draft = RunDraft.of(context, before, run, now);
        if (!run.hasEnded()) {
            EventSteps.take(draft, event);
            NextSteps.advance(draft);
            if (draft.run().hasEnded()) {
                LandingSteps.tellUnknown(draft);
            }
        } else {
            EventSteps.takeLate(draft, event);
        }
        return draft.finish();
    }

    /**
     * Gives a run back that this machine drives, however far it is, so that whoever comes next goes on with it. Its agents have
     * ended, so its locks are free.
     *
     * @param before the snapshot as it is
     * @param now the store's time
     * @return the snapshot after it; the same where another one drives the run
     */
    public Snapshot signOff(Snapshot before, Instant now) {
        return before.run()
                .filter(this::isDriven)
                .flatMap(run -> run.driver()
                        .map(driver -> FreedLocks.in(before, run, now).withRun(run.drivenBy(driver.signedOff()))))
                .orElse(before);
    }

    /**
     * The run that keeps another one from beginning: its driver has not signed off, and is not known to be dead. An unfinished
     * run of another process is in the way as long as that process lives; in this process, and where the run has ended and is
     * only being cleared up, its driver's lease decides.
     *
     * @param before the snapshot as it is
     * @param deadOwner a process that is known to be dead
     * @param now the store's time
     * @return that run, if there is one
     */
    public Optional<RunRecord> rival(Snapshot before, Optional<ProcessId> deadOwner, Instant now) {
        return before.run()
                .filter(run -> deadOwner.filter(run.owner()::equals).isEmpty())
                .filter(run -> run.driver()
                        .map(driver -> isHeld(run, driver, now))
                        .orElseGet(() -> !run.hasEnded() && !run.owner().equals(context.owner())));
    }

    private boolean isHeld(RunRecord run, RunDriver driver, Instant now) {
        if (driver.hasSignedOff() || isDriven(run)) {
            return false;
        }
        boolean elsewhere = !run.hasEnded() && !run.owner().equals(context.owner());
        return elsewhere || driver.until().filter(now::isBefore).isPresent();
    }

    /** A run that told its end is over, its order to make something once more, too, should the next one die before it begins. */
    private static RunSettings remembered(RunRecord run) {
        return OpenWork.hasToldItsEnd(run)
                ? run.settings().toBuilder().redo(Set.of()).build()
                : run.settings();
    }

    private boolean isDriven(RunRecord run) {
        return run.owner().equals(context.owner())
                && run.driver()
                        .map(RunDriver::name)
                        .filter(context.driver()::equals)
                        .isPresent();
    }

    private static RunRecord renewed(RunRecord run, Instant now) {
        return run.driver()
                .filter(driver -> !driver.renewed(now).equals(driver))
                .map(driver -> run.drivenBy(driver.renewed(now)))
                .orElse(run);
    }
}
