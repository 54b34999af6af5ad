package dev.coord.core.driver;

import dev.coord.core.run.RunAction;
import dev.coord.core.run.RunEvent;
import dev.coord.core.run.RunMachine;
import dev.coord.core.run.RunNotice;
import dev.coord.core.run.RunStep;
import dev.coord.plan.FeatureId;
import dev.coord.run.AgentResult;
import dev.coord.run.RunRecord;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The threads of one run: one for each action under way, and one that watches the store. */
final class RunThreads implements AutoCloseable {

    private static final Duration UPKEEP = Duration.ofSeconds(5);

    private final CoordinationStore store;
    private final RunMachine machine;
    private final ActionPerformer performer;
    private final Consumer<RunNotice> observer;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "coord-run");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<FeatureId, Thread> agents = new HashMap<>();
    private final Map<FeatureId, String> endings = new HashMap<>();
    private int underWay;
    private boolean ended;
    private boolean closing;
    private @Nullable RuntimeException failure;

    RunThreads(CoordinationStore store, RunMachine machine, ActionPerformer performer, Consumer<RunNotice> observer) {
        this.store = store;
        this.machine = machine;
        this.performer = performer;
        this.observer = observer;
    }

    /** Tells the notices of a stored step and starts its actions. */
    synchronized void follow(RunStep step) {
        step.notices().forEach(observer);
        step.actions().forEach(this::start);
        ended = ended || step.after().run().filter(RunRecord::hasEnded).isPresent();
        notifyAll();
    }

    void awaitEnd() throws InterruptedException {
        threads.execute(this::watch);
        synchronized (this) {
            while (failure == null && !(ended && underWay == 0)) {
                wait();
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** Ends every agent and waits for it. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        threads.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void start(RunAction action) {
        if (action instanceof RunAction.EndAgent end) {
            Optional.ofNullable(agents.get(end.feature())).ifPresent(thread -> {
                endings.put(end.feature(), end.reason());
                thread.interrupt();
            });
            return;
        }
        underWay++;
        threads.execute(() -> carryOut(action));
    }

    private void carryOut(RunAction action) {
        try {
            apply(perform(action));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(e);
        } finally {
            synchronized (this) {
                underWay--;
                notifyAll();
            }
        }
    }

    private RunEvent perform(RunAction action) throws InterruptedException {
        if (!(action instanceof RunAction.RunAgent run)) {
            return performer.perform(action, this::apply);
        }
        FeatureId feature = run.task().feature().id();
        synchronized (this) {
            agents.put(feature, Thread.currentThread());
        }
        try {
            return performer.perform(action, this::apply);
        } catch (InterruptedException e) {
            synchronized (this) {
                String reason = endings.get(feature);
                if (reason == null || closing) {
                    throw e;
                }
                return new RunEvent.AgentEnded(
                        feature, run.task().workspace().attempt(), new AgentResult.Failed(reason));
            }
        } finally {
            synchronized (this) {
                agents.remove(feature);
                endings.remove(feature);
                if (!closing) {
                    Thread.interrupted(); // an order to end the agent may come just after its end
                }
            }
        }
    }

    private synchronized void apply(RunEvent event) {
        if (closing) {
            throw new CancellationException("the run is being closed");
        }
        Transition<RunStep> done = store.update((before, now) -> {
            RunStep step = machine.step(before, event, now);
            return new Transition<>(step.after(), step, step.conflicts());
        });
        follow(done.outcome());
    }

    private void watch() {
        try {
            long seen = -1;
            while (!Thread.currentThread().isInterrupted()) {
                Snapshot snapshot = store.awaitChange(seen, store.now().plus(UPKEEP));
                seen = snapshot.revision();
                apply(new RunEvent.Woken());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private synchronized void fail(RuntimeException e) {
        if (failure == null && !closing) {
            failure = e;
        }
        notifyAll();
    }
}
