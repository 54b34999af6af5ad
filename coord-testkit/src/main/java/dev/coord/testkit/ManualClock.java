package dev.coord.testkit;

import dev.coord.core.spi.PacedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A clock that moves only when it is told to. {@link #advance} lets time pass: it stops at each instant at which something
 * falls due, a renewal, a deadline or an expiry, and waits there until that is done. {@link #set} leaps, forwards or
 * backwards, as the clock of a machine does when somebody corrects it. Safe from many threads.
 */
public final class ManualClock implements PacedClock {

    /** Where {@link #ManualClock()} begins: the instant of the specification's examples. */
    public static final Instant START = Instant.parse("2025-10-30T14:30:00Z");

    private static final long LONGEST_SECONDS = 60;

    private final Map<Place, Instant> due = new LinkedHashMap<>(); // guarded by this; without those that rest for ever
    private volatile Instant now;

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
     * Lets time pass, from one instant at which something falls due to the next. At each of them, and before it returns, it
     * waits until everything that acts by this clock has acted: leases that are held with {@code Coordinator.hold} are renewed
     * and their holders told, and callers whose deadline has come are answered. A held lease therefore survives any sequence
     * of steps. Two threads must not do this at the same time, and nothing that the clock waits for may do it at all.
     *
     * @param step how much time; zero only waits
     * @throws IllegalArgumentException if the step is negative: to move a clock back is {@link #set}
     * @throws AssertionError if something does not act within a minute of real time; the message names it
     */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException(
                    "time cannot pass by " + step + "; move the clock back with set(instant)");
        }
        Instant end = now.plus(step);
        awaitActed();
        while (now.isBefore(end)) {
            set(nextDue(end));
            awaitActed();
        }
    }

    /**
     * Moves the clock at once and waits for nothing: time between is left out. {@link #advance} by zero waits afterwards.
     *
     * @param instant where it stands from now on, be it earlier or later
     */
    public void set(Instant instant) {
        List<Place> woken = new ArrayList<>();
        synchronized (this) {
            now = instant;
            due.forEach((place, at) -> {
                if (!at.equals(Instant.MIN) && !at.isAfter(instant)) {
                    woken.add(place);
                }
            });
        }
        woken.forEach(place -> place.wake.run());
    }

    @Override
    public Turn turn(String who, Runnable wake) {
        return new Place(who, wake);
    }

    private synchronized Instant nextDue(Instant end) {
        return due.values().stream()
                .min(Instant::compareTo)
                .filter(end::isAfter)
                .orElse(end);
    }

    private synchronized void awaitActed() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        boolean interrupted = false;
        for (List<String> late = late(); !late.isEmpty(); late = late()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("time stands still at " + now + ": not done within " + LONGEST_SECONDS + " s: "
                        + String.join(", ", late));
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What should have acted by now. */
    private List<String> late() {
        List<String> late = new ArrayList<>();
        due.forEach((place, at) -> {
            if (!at.isAfter(now)) {
                late.add(place.who);
            }
        });
        return late;
    }

    private synchronized void put(Place place, Instant until) {
        if (until.equals(Instant.MAX)) {
            due.remove(place);
        } else {
            due.put(place, until);
        }
        notifyAll();
    }

    private final class Place implements Turn {

        private final String who;
        private final Runnable wake;

        private Place(String who, Runnable wake) {
            this.who = who;
            this.wake = wake;
        }

        @Override
        public void rest(Instant until) {
            put(this, until);
        }
    }
}
