package dev.coord.testkit.simulation;

import dev.coord.CoordinationException;
import dev.coord.ProcessId;
import dev.coord.RunId;
import dev.coord.core.driver.ActionPerformer;
import dev.coord.core.plan.Planner;
import dev.coord.core.run.EarlierTry;
import dev.coord.core.run.OpenWork;
import dev.coord.core.run.RunBeginning;
import dev.coord.core.run.RunMachine;
import dev.coord.core.run.RunStart;
import dev.coord.core.run.event.PhaseTimes;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunStep;
import dev.coord.merge.Integrator.Survey;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.AgentTask;
import dev.coord.run.RunRecord;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.testkit.repository.SimulatedRepository;
import java.time.Duration;
import java.time.Instant;

/** One try of a run: what the driver of core does with threads, done on the timeline, and mortal at every step. */
final class SimulatedCoordinator {

    /** What became of a try. */
    enum Fate {
        RUNNING,
        ENDED,
        GAVE_UP,
        KILLED
    }

    private static final Duration UPKEEP = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final double SLOW = 0.05;

    private final SimulatedRun world;
    private final ProcessId process;
    private final ActionPerformer performer;
    private final RunMachine machine;
    private Fate fate = Fate.RUNNING;
    private int underWay;
    private boolean ended;
    private boolean wakes;
    private long seen;
    private PhaseTimes times = PhaseTimes.NONE;
    private Instant looked;

    SimulatedCoordinator(SimulatedRun world, ProcessId process) {
        this.world = world;
        this.process = process;
        this.looked = world.clock().instant();
        this.performer = new ActionPerformer(world.repository(), world.agents(), world.repository());
        this.machine = new RunMachine(world.features(), process, "try-" + world.tries(), world.repository()::locate);
    }

    ProcessId process() {
        return process;
    }

    boolean isRunning() {
        return fate == Fate.RUNNING;
    }

    /** Whether it was not killed: the same process may go on. */
    boolean isInOrder() {
        return fate == Fate.ENDED || fate == Fate.GAVE_UP;
    }

    void begin(RunId fresh) {
        mortally(() -> {
            Snapshot before = world.store().read();
            world.store()
                    .update((snapshot, now) ->
                            Transition.of(machine.signIn(snapshot, fresh, world.settings(), now), fresh));
            world.fates().strike("signed in");
            RunStart start = start(fresh, before);
            Transition<RunBeginning> begun = world.store().update((snapshot, now) -> {
                RunBeginning beginning = machine.begin(machine.signOut(snapshot, before.run()), start, now);
                return beginning instanceof RunBeginning.Begun ok
                        ? new Transition<>(
                                ok.step().after(), beginning, ok.step().conflicts())
                        : Transition.of(snapshot, beginning);
            });
            if (!(begun.outcome() instanceof RunBeginning.Begun ok)) {
                throw world.watch().violated("a run whose owner is dead was taken for a live one");
            }
            world.fates().strike("begun");
            follow(ok.step());
            upkeep();
        });
    }

    /** The store moved: the coordinator will look at it before long. */
    void wake() {
        if (!wakes) {
            wakes = true;
            soon(() -> {
                wakes = false;
                seen = world.memory().read().revision();
                apply(woken());
            });
        }
    }

    private RunEvent.Woken woken() {
        Instant now = world.clock().instant();
        times = world.memory()
                .read()
                .run()
                .map(run -> times.after(run, Duration.between(looked, now)))
                .orElse(times);
        looked = now;
        return new RunEvent.Woken(times);
    }

    private RunStart start(RunId fresh, Snapshot before) {
        EarlierTry earlier = EarlierTry.of(before);
        earlier.landing().ifPresent(world.repository()::land);
        Survey survey = world.repository().survey(SimulatedRepository.TARGET, earlier.commits());
        RunStart start = new RunStart(
                fresh,
                before.run().map(RunRecord::owner).filter(owner -> !owner.equals(process)),
                world.digests(),
                Planner.plan(
                        world.features(),
                        world.settings().agents(),
                        world.settings().overlap()),
                world.settings(),
                survey);
        OpenWork open = OpenWork.of(start, before.run());
        world.repository()
                .requireFree(
                        world.digests().keySet().stream().filter(open::contains).toList());
        world.fates().strike("surveyed");
        return start;
    }

    private void apply(RunEvent event) {
        world.tell("hears", event);
        world.fates().strike("before the step");
        Transition<RunStep> done = world.store().update((before, now) -> {
            RunStep step = machine.step(before, event, now);
            world.watch().landing().notePutOff(step.notices()); // also of a step after which this process ends
            return new Transition<>(step.after(), step, step.conflicts());
        });
        world.fates().strike("after the step");
        follow(done.outcome());
    }

    private void follow(RunStep step) {
        step.notices().forEach(notice -> world.tell("    tells", notice));
        for (RunAction action : step.actions()) {
            world.tell("    does", action);
            start(action);
            world.fates().strike("between actions");
        }
        ended = ended || step.after().run().filter(RunRecord::hasEnded).isPresent();
        if (world.memory().read().revision() > seen) {
            wake();
        }
        endIfAllIsDone();
    }

    private void start(RunAction action) {
        if (action instanceof RunAction.EndAgent end) {
            world.agents().of(end.feature(), end.attempt(), process).ifPresent(agent -> {
                agent.end();
                agentEnded(agent, new AgentResult.Failed(end.reason()));
            });
            return;
        }
        underWay++;
        soon(() -> {
            if (action instanceof RunAction.RunAgent run) {
                startAgent(performer.briefed(run.task()));
            } else {
                RunEvent event = perform(action);
                world.fates().strike("after the action");
                soon(() -> complete(event));
            }
        });
    }

    private RunEvent perform(RunAction action) {
        try {
            return performer.perform(action, this::apply);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the simulation", e);
        }
    }

    private void startAgent(AgentTask task) {
        AgentScript script = world.agents().script();
        world.watch().starts().agentStarts(task, process);
        if (script == AgentScript.NEVER_STARTS) {
            complete(new RunEvent.AgentEnded(
                    task.feature().id(),
                    task.workspace().attempt(),
                    new AgentResult.Failed("no such command"),
                    Duration.ZERO));
            return;
        }
        Agent agent = world.agents().start(task, process);
        world.tell("    starts", agent.task().workspace(), script);
        if (world.agentsAreProcesses()) {
            apply(new RunEvent.AgentStarted(
                    task.feature().id(), task.workspace().attempt(), agent.process()));
            world.fates().strike("before the gate opens");
        }
        agent.release();
        world.agents().play(agent, script, result -> mortally(() -> agentEnded(agent, result)));
        if (script == AgentScript.HANGS) {
            world.timeline()
                    .in(
                            task.timeout(),
                            () -> mortally(() -> {
                                if (agent.isAlive()) {
                                    agent.end();
                                    agentEnded(agent, new AgentResult.TimedOut(task.timeout()));
                                }
                            }));
        }
    }

    private void agentEnded(Agent agent, AgentResult result) {
        soon(() -> complete(new RunEvent.AgentEnded(
                agent.task().feature().id(), agent.task().workspace().attempt(), result, Duration.ofSeconds(20))));
    }

    private void complete(RunEvent event) {
        apply(event);
        underWay--;
        endIfAllIsDone();
    }

    private void upkeep() {
        world.timeline()
                .in(
                        UPKEEP,
                        () -> mortally(() -> {
                            apply(woken());
                            upkeep();
                        }));
    }

    private void endIfAllIsDone() {
        if (ended && underWay == 0 && fate == Fate.RUNNING) {
            endAs(Fate.ENDED, "ended");
        }
    }

    private void soon(Runnable what) {
        Duration longest = world.chance().happens(SLOW) ? LONG : SHORT;
        world.timeline().in(world.chance().delay(longest), () -> mortally(what));
    }

    private void mortally(Runnable what) {
        if (fate != Fate.RUNNING) {
            return;
        }
        try {
            what.run();
        } catch (CoordinatorDied e) {
            endAs(Fate.KILLED, "was killed: " + e.getMessage());
        } catch (CoordinationException e) {
            endAs(Fate.GAVE_UP, "gave up: " + e.getMessage());
        }
    }

    /** A coordinator that ends in order ends its agents; one that is killed leaves those behind that have begun. */
    private void endAs(Fate next, String how) {
        fate = next;
        world.tell("the coordinator " + how);
        world.agents().alive().stream()
                .filter(agent -> agent.coordinator().equals(process))
                .filter(agent -> next != Fate.KILLED || !agent.isReleased() || !world.agentsAreProcesses())
                .forEach(Agent::end);
        if (next != Fate.KILLED) {
            world.memory().update((before, now) -> Transition.of(machine.signOff(before, now), next));
        }
        world.coordinatorEnded(next);
    }
}
