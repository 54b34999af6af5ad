package dev.coord.core.driver;

import dev.coord.RunId;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.run.EarlierTry;
import dev.coord.core.run.RunBeginning;
import dev.coord.core.run.RunMachine;
import dev.coord.core.run.RunStart;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.RunStep;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes a run that nobody keeps: by the same rules, with ports that change nothing, one action after the other on the caller's
 * thread, and without a store.
 */
public final class Rehearsal {

    private static final String NAME = "rehearsal";

    private final ActionPerformer performer;
    private final Consumer<RunNotice> observer;

    /**
     * Binds the ports; touches nothing.
     *
     * @param performer carries out what the run wants
     * @param observer told of what would happen
     */
    public Rehearsal(ActionPerformer performer, Consumer<RunNotice> observer) {
        this.performer = performer;
        this.observer = observer;
    }

    /**
     * Makes the run to its end.
     *
     * @param known what is known, and does not change; of a run that was killed only its name counts, under which it would go on
     * @param undertaking what would be made
     * @param settings how
     * @param now the time
     * @return how it would end
     * @throws InterruptedException if the thread was interrupted
     */
    public RunRecord of(Snapshot known, Undertaking undertaking, RunSettings settings, Instant now)
            throws InterruptedException {
        RunId run = EarlierTry.name(known, settings.origin()).orElse(new RunId(NAME));
        boolean goesOn = EarlierTry.isUnfinished(known, settings.origin());
        Undertaking.Contents contents =
                undertaking.of(run, goesOn, performer.integrator().survey(settings.target(), Set.of()));
        RunStart start = new RunStart(
                run,
                Optional.empty(),
                contents.digests(),
                contents.plan(),
                settings,
                contents.survey(),
                Optional.of(contents.declared()));
        RunMachine machine = new RunMachine(
                contents.features(), contents.declared(), ProcessLife.current(), NAME, performer.workspaces()::locate);
        Snapshot before =
                new Snapshot(known.revision(), known.features(), known.locks(), known.state(), Optional.empty());
        Snapshot after = played(machine, ((RunBeginning.Begun) machine.begin(before, start, now)).step(), now);
        return after.run().orElseThrow();
    }

    private Snapshot played(RunMachine machine, RunStep first, Instant now) throws InterruptedException {
        RunStep step = first;
        Deque<RunAction> ahead = new ArrayDeque<>();
        while (true) {
            step.notices().forEach(observer);
            ahead.addAll(step.actions());
            RunAction next = ahead.poll();
            if (next == null) {
                return step.after();
            }
            step = machine.step(step.after(), performer.perform(next, event -> {}), now);
        }
    }
}
