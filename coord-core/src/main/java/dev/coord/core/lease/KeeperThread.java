package dev.coord.core.lease;

import dev.coord.core.spi.PacedClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One daemon thread for any number of leases, that lives while there are some. It rests until the store wakes it, and by
 * real time never longer than a look was good for: a clock that was set back wakes nobody.
 */
final class KeeperThread {

    /**
     * What is enough for now.
     *
     * @param longest how long, in real time
     * @param until when the store's clock is to be looked at again
     * @param wake ends the rest when it completes; cancelled at the end of the rest
     */
    record Rest(Duration longest, Instant until, CompletableFuture<?> wake) {}

    private static final int CALLBACK_THREADS = 4;
    private static final long LINGER_MILLIS = 1_000;
    private static final long LONGEST_REST_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Function<List<TrackedLease>, Rest> look;
    private final PacedClock.Turn turn;
    private final Set<TrackedLease> all = new LinkedHashSet<>();
    private final long start = System.nanoTime();
    private boolean running;
    private long wakeAt;

    KeeperThread(Function<List<TrackedLease>, Rest> look, InstantSource clock) {
        this.look = look;
        this.turn = PacedClock.turn(clock, "the keeper of leases", () -> wakeIn(0));
    }

    /** Few threads that come and go: who is called may take his time, and some of them all of it. */
    static Executor callbacks(InstantSource clock) {
        ThreadPoolExecutor callbacks = new ThreadPoolExecutor(
                CALLBACK_THREADS,
                CALLBACK_THREADS,
                LINGER_MILLIS,
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                work -> daemon(work, "coord-lease-told"));
        callbacks.allowCoreThreadTimeOut(true);
        return work -> {
            PacedClock.Turn call = PacedClock.turn(clock, "a call of a LeaseListener", () -> {});
            call.act();
            callbacks.execute(() -> {
                try {
                    work.run();
                } finally {
                    call.close();
                }
            });
        };
    }

    synchronized void add(TrackedLease kept) {
        all.add(kept);
        if (!running) {
            running = true;
            daemon(this::run, "coord-leases").start();
        }
        wakeIn(0);
    }

    synchronized void remove(TrackedLease kept) {
        all.remove(kept);
    }

    private void run() {
        boolean inOrder = false;
        try {
            for (List<TrackedLease> now = kept(); !now.isEmpty(); now = kept()) {
                Rest rest = look.apply(now);
                CompletableFuture<?> unused =
                        rest.wake().whenComplete((answer, failure) -> wakeIn(failure == null ? 0 : LINGER_MILLIS));
                rest(rest);
                rest.wake().cancel(false);
            }
            inOrder = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!inOrder) {
                died();
            }
        }
    }

    /** The next lease that is held gets another thread. */
    private synchronized void died() {
        running = false;
        turn.close();
    }

    /** What is held; nothing only after that has been so for a while. */
    private synchronized List<TrackedLease> kept() throws InterruptedException {
        long end = elapsed() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
        while (all.isEmpty() && elapsed() < end) {
            turn.close();
            wait(LINGER_MILLIS);
        }
        running = !all.isEmpty();
        wakeAt = Long.MAX_VALUE;
        return new ArrayList<>(all);
    }

    private synchronized void wakeIn(long millis) {
        wakeAt = Math.min(wakeAt, elapsed() + TimeUnit.MILLISECONDS.toNanos(millis));
        if (millis == 0 && running) {
            turn.act();
        }
        notifyAll();
    }

    private synchronized void rest(Rest rest) throws InterruptedException {
        Duration longest = rest.longest();
        long nanos =
                longest.compareTo(Duration.ofNanos(LONGEST_REST_NANOS)) < 0 ? longest.toNanos() : LONGEST_REST_NANOS;
        if (wakeAt > elapsed()) {
            turn.rest(rest.until());
        }
        wakeAt = Math.min(wakeAt, elapsed() + nanos);
        for (long left = wakeAt - elapsed(); left > 0; left = wakeAt - elapsed()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private long elapsed() {
        return System.nanoTime() - start;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
