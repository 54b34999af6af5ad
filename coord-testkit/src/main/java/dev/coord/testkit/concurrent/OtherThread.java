package dev.coord.testkit.concurrent;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Something that a contract does on a thread of its own, never waited for without end. */
public final class OtherThread<T> {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final FutureTask<T> task;
    private final Thread thread;
    private boolean waits;

    private OtherThread(Callable<T> work) {
        task = new FutureTask<>(work);
        thread = new Thread(task, "contract");
        thread.setDaemon(true);
    }

    public static <T> OtherThread<T> doing(Callable<T> work) {
        OtherThread<T> other = new OtherThread<>(work);
        other.thread.start();
        return other;
    }

    /**
     * What a future is completed with, which is left as it is.
     *
     * @param promise what a store has broken that does not let it be completed
     */
    public static <T> T answer(CompletableFuture<T> future, Supplier<String> promise) {
        try {
            return future.get(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(promise.get() + ", " + LONGEST_WAIT.toSeconds() + " s later", e);
        } catch (ExecutionException e) {
            throw new AssertionError("the wait failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was interrupted", e);
        }
    }

    /** Returns once the thread seems to wait, or has ended, or a second has passed; the test holds in each case. */
    public OtherThread<T> onceItWaits() {
        waits = true;
        long start = System.nanoTime();
        while (!seemsToWait() && System.nanoTime() - start < SETTLE_NANOS) {
            Thread.onSpinWait();
        }
        return this;
    }

    public OtherThread<T> interrupt() {
        thread.interrupt();
        return this;
    }

    public boolean hasEnded() {
        return task.isDone();
    }

    public T result() throws InterruptedException {
        return resultBy(System.nanoTime() + longest().toNanos()).orElseThrow(this::stillThere);
    }

    /** What it answers, if it does so before that time of {@link System#nanoTime()}. */
    public Optional<T> resultBy(long end) throws InterruptedException {
        try {
            return Optional.of(task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            throw new AssertionError("the other thread failed", e.getCause());
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }

    public Throwable failure() throws InterruptedException {
        try {
            T result = task.get(longest().toNanos(), TimeUnit.NANOSECONDS);
            throw new AssertionError("the other thread should have failed but answered " + result);
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (TimeoutException e) {
            throw stillThere();
        }
    }

    private boolean seemsToWait() {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING || state == Thread.State.TERMINATED;
    }

    private Duration longest() {
        return waits ? LONGEST_WAIT : LONGEST;
    }

    private AssertionError stillThere() {
        AssertionError error = new AssertionError(
                waits
                        ? "promise of CoordinationStore.when: whoever waits is told of a change, of its deadline, of an"
                                + " interrupt and of the store's end\nwhat the test did was acknowledged, and "
                                + longest().toSeconds() + " s later the thread still waits where the stack says"
                        : "the other thread did not end within " + longest().toSeconds()
                                + " s; the stack says where it is");
        error.setStackTrace(thread.getStackTrace());
        return error;
    }
}
