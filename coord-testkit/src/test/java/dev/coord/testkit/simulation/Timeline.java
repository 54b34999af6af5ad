package dev.coord.testkit.simulation;

import dev.coord.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What is going to happen, in the order of virtual time; what is due at one instant in the order it was planned. */
final class Timeline {

    private record Entry(Instant at, long order, Runnable what) {}

    private final ManualClock clock;
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparing(Entry::order));
    private long order;

    Timeline(ManualClock clock) {
        this.clock = clock;
    }

    void in(Duration delay, Runnable what) {
        entries.add(new Entry(clock.instant().plus(delay), order++, what));
    }

    /** Lets the next thing happen; false if there is none. */
    boolean next() {
        Entry entry = entries.poll();
        if (entry == null) {
            return false;
        }
        if (entry.at().isAfter(clock.instant())) {
            clock.set(entry.at());
        }
        entry.what().run();
        return true;
    }
}
