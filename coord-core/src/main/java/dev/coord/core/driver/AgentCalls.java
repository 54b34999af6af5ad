package dev.coord.core.driver;

import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls of agents' code, each on another thread than the caller's: a thread that heeds no interrupt cannot be ended, so that it is
 * given up, and its work tree known for one that is worked in. Safe from many threads.
 */
final class AgentCalls {

    /** How a call ended; a future takes what is cancelled in a call for its own cancellation. */
    private record End(
            @Nullable AgentResult result, @Nullable Throwable failure) {}

    /** One call on its thread. */
    private static final class Call implements Runnable {

        private final Callable<@Nullable AgentResult> work;
        private final CompletableFuture<End> end = new CompletableFuture<>();
        private @Nullable Thread thread;
        private boolean ending;

        Call(Callable<@Nullable AgentResult> work) {
            this.work = work;
        }

        @Override
        public void run() {
            synchronized (this) {
                if (ending) {
                    return;
                }
                thread = Thread.currentThread();
            }
            AgentResult result = null;
            Throwable failure = null;
            try {
                result = work.call();
            } catch (Throwable e) { // whatever an agent's code throws is its own failure, an Error too
                failure = e;
            }
            synchronized (this) {
                thread = null;
                Thread.interrupted(); // the thread is its executor's again
            }
            end.complete(new End(result, failure));
        }

        synchronized void interrupt() {
            ending = true;
            if (thread != null) {
                thread.interrupt();
            } else {
                end.complete(new End(null, null)); // it has not begun, and will not; of no effect after its end
            }
        }
    }

    private static final String NO_RESULT = "its runner ended without a result: it returned null";

    private final Executor executor;
    private final Map<Path, Call> abandoned = new ConcurrentHashMap<>();

    AgentCalls(Executor executor) {
        this.executor = executor;
    }

    /**
     * Makes a call and waits for its end, or until it is interrupted or out of time and a little longer.
     *
     * @param timeout how long it may take
     * @param grace how long its end is waited for after it was interrupted
     * @return its answer, or that it took too long
     * @throws ExecutionException what it threw
     * @throws InterruptedException if the caller was interrupted; the call has ended, or its work tree is one that is worked in
     */
    AgentResult call(Workspace workspace, Duration timeout, Duration grace, Callable<@Nullable AgentResult> work)
            throws ExecutionException, InterruptedException {
        Call call = new Call(work);
        executor.execute(call);
        try {
            End end = call.end.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (end.failure() != null) {
                throw new ExecutionException(end.failure());
            }
            AgentResult result = end.result();
            return result == null ? new AgentResult.Failed(NO_RESULT) : result;
        } catch (TimeoutException e) {
            end(workspace, call, grace);
            return new AgentResult.TimedOut(timeout);
        } catch (InterruptedException e) {
            end(workspace, call, grace);
            throw e;
        }
    }

    boolean isBusyIn(Workspace workspace) {
        return Optional.ofNullable(abandoned.get(workspace.directory()))
                .filter(call -> !call.end.isDone())
                .isPresent();
    }

    /** However often the caller is interrupted meanwhile: the time is short. */
    private void end(Workspace workspace, Call call, Duration grace) {
        abandoned.put(workspace.directory(), call);
        CompletableFuture<?> unused =
                call.end.whenComplete((result, failure) -> abandoned.remove(workspace.directory(), call));
        call.interrupt();
        long start = System.nanoTime();
        boolean interrupted = false;
        for (long left = grace.toNanos(); left > 0; left = grace.toNanos() - (System.nanoTime() - start)) {
            try {
                call.end.get(left, TimeUnit.NANOSECONDS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException | TimeoutException e) {
                break; // it is given up
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
