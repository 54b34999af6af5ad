package dev.coord.testkit;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that a contract does on a thread of its own, never waited for without end. */
final class OtherThread<T> {

    private static final long LONGEST_SECONDS = 60;
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final FutureTask<T> task;
    private final Thread thread;

    private OtherThread(Callable<T> work) {
        task = new FutureTask<>(work);
        thread = new Thread(task, "contract");
        thread.setDaemon(true);
    }

    static <T> OtherThread<T> doing(Callable<T> work) {
        OtherThread<T> other = new OtherThread<>(work);
        other.thread.start();
        return other;
    }

    /** Returns once the thread seems to wait, or has ended, or a second has passed; the test holds in each case. */
    OtherThread<T> onceItWaits() {
        long start = System.nanoTime();
        while (!seemsToWait() && System.nanoTime() - start < SETTLE_NANOS) {
            Thread.onSpinWait();
        }
        return this;
    }

    OtherThread<T> interrupt() {
        thread.interrupt();
        return this;
    }

    T result() throws InterruptedException {
        try {
            return task.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the other thread failed", e.getCause());
        } catch (TimeoutException e) {
            throw stillThere(e);
        }
    }

    Throwable failure() throws InterruptedException {
        try {
            T result = task.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("the other thread should have failed but answered " + result);
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (TimeoutException e) {
            throw stillThere(e);
        }
    }

    private boolean seemsToWait() {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING || state == Thread.State.TERMINATED;
    }

    private AssertionError stillThere(TimeoutException cause) {
        AssertionError error =
                new AssertionError("the other thread did not end within " + LONGEST_SECONDS + " s", cause);
        error.setStackTrace(thread.getStackTrace());
        return error;
    }
}
