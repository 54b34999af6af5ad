package dev.coord.bench.harness;

import java.time.Duration;

/**
 * What one process is to do: in each thread acquire and release, again and again, for a time.
 *
 * @param threads how many threads
 * @param time for how long
 * @param sharedPaths among how many paths all threads of all processes choose; 0 for a path of its own for each thread
 * @param hold how long each lock is kept
 * @param patience how long each lock is waited for
 */
public record Load(int threads, Duration time, int sharedPaths, Duration hold, Duration patience) {

    private static final Duration LONG = Duration.ofMinutes(1);

    /**
     * Threads that are in nobody's way.
     *
     * @param threads how many
     * @param time for how long
     * @return the load
     */
    public static Load own(int threads, Duration time) {
        return new Load(threads, time, 0, Duration.ZERO, LONG);
    }

    /**
     * Threads that are in each other's way.
     *
     * @param threads how many
     * @param time for how long
     * @param paths how many paths there are for all
     * @param hold how long each lock is kept
     * @return the load
     */
    public static Load shared(int threads, Duration time, int paths, Duration hold) {
        return new Load(threads, time, paths, hold, LONG);
    }

    /**
     * The same with another patience.
     *
     * @param other how long each lock is waited for
     * @return the load
     */
    public Load waitingFor(Duration other) {
        return new Load(threads, time, sharedPaths, hold, other);
    }

    String line(long startNanos) {
        return "run " + startNanos + " " + threads + " " + time.toNanos() + " " + sharedPaths + " " + hold.toNanos()
                + " " + patience.toNanos();
    }

    static Load parse(String[] words) {
        return new Load(
                Integer.parseInt(words[2]),
                Duration.ofNanos(Long.parseLong(words[3])),
                Integer.parseInt(words[4]),
                Duration.ofNanos(Long.parseLong(words[5])),
                Duration.ofNanos(Long.parseLong(words[6])));
    }
}
