package dev.coord.core.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Time limits of processes. Only time counts in which this process was awake: after Ctrl-Z and {@code fg}, or in a container
 * that was frozen, what ran beside it has been standing still just as long.
 */
public final class AwakeTime {

    private static final Duration SLICE = Duration.ofSeconds(1);

    private AwakeTime() {}

    /** Waits for the end of a process; false when its time is over. */
    public static boolean endsWithin(Process process, Duration limit) throws InterruptedException {
        return endsWithin(process, limit, System::nanoTime);
    }

    public static boolean endsWithin(Process process, Duration limit, LongSupplier nanos) throws InterruptedException {
        Duration left = limit;
        while (left.compareTo(Duration.ZERO) > 0) {
            Duration slice = left.compareTo(SLICE) < 0 ? left : SLICE;
            long start = nanos.getAsLong();
            if (process.waitFor(slice.toNanos(), TimeUnit.NANOSECONDS)) {
                return true;
            }
            Duration passed = Duration.ofNanos(nanos.getAsLong() - start);
            left = left.minus(passed.compareTo(SLICE.multipliedBy(2)) < 0 ? passed : SLICE);
        }
        return !process.isAlive();
    }
}
