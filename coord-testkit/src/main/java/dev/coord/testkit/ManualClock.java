package dev.coord.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A clock that moves only when it is told to, forwards or backwards. Who waits for a time listens instead of polling.
 * Safe from many threads.
 */
public final class ManualClock implements InstantSource {

    /** Where {@link #ManualClock()} begins: the instant of the specification's examples. */
    public static final Instant START = Instant.parse("2025-10-30T14:30:00Z");

    private volatile Instant now;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** A clock that stands at {@link #START}. */
    public ManualClock() {
        this(START);
    }

    /**
     * @param start where the clock stands
     */
    public ManualClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /**
     * Moves the clock and then tells the listeners, on this thread.
     *
     * @param step by how much; negative for a clock that jumps back
     */
    public void advance(Duration step) {
        move(before -> before.plus(step));
    }

    /**
     * Moves the clock and then tells the listeners, on this thread.
     *
     * @param instant where it stands from now on, be it earlier or later
     */
    public void set(Instant instant) {
        move(before -> instant);
    }

    /**
     * Tells somebody of every later move.
     *
     * @param listener called after the clock has moved, on the thread that moved it
     * @return ends the listening when closed
     */
    public Listening onMove(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void move(UnaryOperator<Instant> step) {
        synchronized (this) {
            now = step.apply(now);
        }
        listeners.forEach(Runnable::run);
    }

    /** A listener's place at the clock. */
    @FunctionalInterface
    public interface Listening extends AutoCloseable {

        /** Ends the listening. Idempotent. */
        @Override
        void close();
    }
}
