package dev.coord.git;

import dev.coord.CoordinationException;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.driver.RunAttempt;
import dev.coord.core.run.event.RunNotice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run under way on a thread of its own, which keeps the process alive until the run has ended. Safe from many threads. */
public final class RunHandle implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunHandle.class);

    /** What a thread does that makes a run. */
    @FunctionalInterface
    interface Work {

        RunAttempt run(Consumer<RunNotice> observer) throws InterruptedException;
    }

    private final Work work;
    private final Supplier<List<String>> behind;
    private final Thread thread;
    private final CompletableFuture<RunAttempt> result = new CompletableFuture<>();
    private final Object events = new Object();
    private final List<RunNotice> told = new ArrayList<>();
    private final List<Consumer<? super RunNotice>> listeners = new CopyOnWriteArrayList<>();
    private boolean stopping;
    private boolean ended;

    private RunHandle(Work work, Supplier<List<String>> behind) {
        this.work = work;
        this.behind = behind;
        this.thread = new Thread(this::make, "coord-git-run");
    }

    static RunHandle start(Work work, Supplier<List<String>> behind) {
        RunHandle handle = new RunHandle(work, behind);
        handle.thread.setDaemon(false);
        handle.thread.start();
        return handle;
    }

    /**
     * Stops the run and does not wait: its agents are ended, what they made is kept, and the result is {@link
     * RunAttempt.Interrupted}. The same start goes on where it stood. Of no effect once the run has ended.
     */
    public synchronized void stop() {
        if (!ended) {
            stopping = true;
            thread.interrupt();
        }
    }

    /**
     * How the run ends. Ending the stage from outside, or a future made from it, does nothing to the run.
     *
     * @return completed with the attempt, a stopped one included; exceptionally with a {@link CoordinationException} where the
     *     input is bad (nothing was changed) or the store or the repository failed (the run can be gone on with)
     */
    public CompletionStage<RunAttempt> result() {
        return result.minimalCompletionStage();
    }

    /**
     * Waits for the end of the run.
     *
     * @return how it ended
     * @throws InterruptedException if the thread was interrupted; the run goes on
     * @throws CoordinationException as {@link #result()}
     */
    public RunAttempt await() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    /**
     * Tells of what happens in the run: what has happened so far, at once, and then what comes, one call at a time and in order.
     *
     * @param listener must not wait, nor close this handle; it may add another one. What it throws is logged, that it
     *     interrupts its thread is forgotten, and the run goes on
     * @return this handle
     */
    public RunHandle onEvent(Consumer<? super RunNotice> listener) {
        synchronized (events) {
            told.forEach(notice -> tell(listener, notice));
            listeners.add(listener);
        }
        return this;
    }

    /**
     * Which checkouts of the target the run could not bring forward, as on a full disk. What has landed has landed all the same.
     *
     * @return what is missing in which checkout and how to mend it; nothing where every checkout is as the branch
     */
    public List<String> behind() {
        return behind.get();
    }

    /** Stops the run if it has not ended, and waits until it has: no thread of it is left, and its agents have ended. */
    @Override
    public void close() {
        stop();
        boolean interrupted = false;
        while (thread != Thread.currentThread() && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void make() {
        try {
            RunAttempt attempt = work.run(this::tellAll);
            end();
            result.complete(attempt);
        } catch (InterruptedException e) {
            end();
            LOG.debug("a run was interrupted", e);
            result.complete(new RunAttempt.Interrupted());
        } catch (CancellationException | StoreFailed | RepositoryFailed e) {
            if (end()) { // whatever an interrupt ended fails somehow
                LOG.debug("a run was stopped", e);
                result.complete(new RunAttempt.Interrupted());
            } else {
                result.completeExceptionally(e);
            }
        } catch (RuntimeException | Error e) {
            end();
            result.completeExceptionally(e);
        }
    }

    /** From here on the thread belongs to whoever waits for the result. */
    private synchronized boolean end() {
        ended = true;
        boolean unused = Thread.interrupted();
        return stopping;
    }

    private void tellAll(RunNotice notice) {
        boolean before = Thread.currentThread().isInterrupted();
        synchronized (events) {
            told.add(notice);
            listeners.forEach(listener -> tell(listener, notice));
        }
        restore(before);
    }

    /** An interrupt of a listener's decides nothing, and one of {@link #stop()} that a listener used up is not forgotten. */
    private synchronized void restore(boolean before) {
        boolean unused = Thread.interrupted();
        if (before || stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(Consumer<? super RunNotice> listener, RunNotice notice) {
        try {
            listener.accept(notice);
        } catch (RuntimeException | Error e) { // whoever only watches decides nothing
            LOG.warn("a listener of a run failed; the run goes on", e);
        }
    }
}
