package dev.coord.core.driver;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.FeatureId;
import dev.coord.core.run.RunMachine;
import dev.coord.core.run.event.PhaseTimes;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.RunStep;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.RunRecord;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The threads of one run: one for each action under way, and one that watches the store. */
final class RunThreads implements AutoCloseable {

    private static final Duration UPKEEP = Duration.ofSeconds(5);

    /** More than this between two looks was spent asleep or stopped, and counts for no limit. */
    private static final Duration LONGEST_LOOK = UPKEEP.multipliedBy(2);

    private static final int STORE_TRIES = 10;
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    private final CoordinationStore store;
    private final RunMachine machine;
    private final ActionPerformer performer;
    private final Consumer<RunNotice> observer;
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 0, TimeUnit.SECONDS, new SynchronousQueue<>(), RunThreads::thread);
    private final Object steps = new Object(); // taken before this object's own lock
    private final Set<FeatureId> busyTelling = new HashSet<>();
    private final Map<FeatureId, Thread> agents = new HashMap<>();
    private final Map<FeatureId, String> endings = new HashMap<>();
    private int underWay;
    private boolean ended;
    private boolean closing;
    private @Nullable Throwable failure;

    RunThreads(CoordinationStore store, RunMachine machine, ActionPerformer performer, Consumer<RunNotice> observer) {
        this.store = store;
        this.machine = machine;
        this.performer = performer;
        this.observer = observer;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "coord-run");
        thread.setDaemon(true);
        return thread;
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
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
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
        } catch (RuntimeException | Error e) { // an action without an event would be waited for without end
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
        long start = System.nanoTime();
        synchronized (this) {
            agents.put(feature, Thread.currentThread());
        }
        try {
            return performer.perform(action, this::apply);
        } catch (InterruptedException e) {
            synchronized (this) {
                if (closing) {
                    throw e;
                }
                String reason = endings.getOrDefault(feature, FailureReason.of(e));
                return new RunEvent.AgentEnded(
                        feature,
                        run.task().workspace().attempt(),
                        new AgentResult.Failed(reason),
                        Duration.ofNanos(System.nanoTime() - start));
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

    /** Stores what follows from the event, and does it. Events are stored one after the other. */
    private void apply(RunEvent event) {
        Optional<FeatureId> waits =
                event instanceof RunEvent.AgentStarted started ? Optional.of(started.feature()) : Optional.empty();
        synchronized (this) {
            waits.ifPresent(busyTelling::add);
        }
        try {
            synchronized (steps) {
                follow(stored(new StoredStep(store, machine, event)));
            }
        } finally {
            synchronized (this) {
                waits.ifPresent(busyTelling::remove);
            }
        }
    }

    /**
     * While agents work, a store that fails is asked again: what they make is not thrown away for a disk that is full for a
     * minute.
     */
    private RunStep stored(StoredStep step) {
        for (int tries = 1; ; tries++) {
            requireOpen();
            try {
                return step.attempt();
            } catch (StoreFailed e) {
                if (step.isRefused() || (tries >= STORE_TRIES && !anAgentWorks())) {
                    throw e;
                }
                if (tries == 1) {
                    observer.accept(RunNotice.Warning.of(e.getMessage() + "; trying again while agents work"));
                }
                pause(STORE_PAUSE);
            }
        }
    }

    private synchronized void requireOpen() {
        if (closing) {
            throw new CancellationException("the run is being closed");
        }
    }

    private synchronized boolean anAgentWorks() {
        return agents.keySet().stream().anyMatch(feature -> !busyTelling.contains(feature));
    }

    private synchronized void pause(Duration time) {
        try {
            if (!closing) {
                TimeUnit.NANOSECONDS.timedWait(this, time.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the store failed");
        }
    }

    private void watch() {
        PhaseTimes times = PhaseTimes.NONE;
        long seen = -1;
        long then = System.nanoTime();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Optional<Snapshot> snapshot = next(seen);
                seen = snapshot.map(Snapshot::revision).orElse(seen);
                long now = System.nanoTime();
                Duration passed = Duration.ofNanos(Math.min(now - then, LONGEST_LOOK.toNanos()));
                then = now;
                Optional<RunRecord> run = snapshot.flatMap(Snapshot::run);
                if (run.isPresent()) {
                    times = times.after(run.get(), passed);
                    apply(new RunEvent.Woken(times));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    /** The store after it moved, or after a while by a clock that nobody sets; none where it cannot be asked just now. */
    private Optional<Snapshot> next(long seen) throws InterruptedException {
        try {
            CompletableFuture<Snapshot> moved = store.when(snapshot -> snapshot.revision() > seen, Instant.MAX);
            try {
                return Optional.of(moved.get(UPKEEP.toNanos(), TimeUnit.NANOSECONDS));
            } catch (TimeoutException | ExecutionException e) {
                return Optional.of(store.read());
            } finally {
                moved.cancel(false);
            }
        } catch (StoreFailed e) {
            pause(STORE_PAUSE); // whoever has something to tell the store finds out whether it stays so
            return Optional.empty();
        }
    }

    private synchronized void fail(Throwable e) {
        if (failure == null && !closing) {
            failure = e;
        }
        notifyAll();
    }
}
