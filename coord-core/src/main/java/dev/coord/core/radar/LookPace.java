package dev.coord.core.radar;

import java.time.Duration;

/** How often to look, so that looking stays cheap however large the repository is. */
public final class LookPace {

    /** Of twenty units of time, a look takes one at most. */
    private static final int TIMES_AS_LONG = 19;

    /** So many intervals are the longest pause: what is never looked at is of no use. */
    private static final int MOST_INTERVALS = 10;

    private LookPace() {}

    /**
     * How long to wait before the next look.
     *
     * @param interval how often to look
     * @param took how long the last look took
     * @return the interval, or longer where looking would cost more than a twentieth of the time; ten intervals at most
     */
    public static Duration pause(Duration interval, Duration took) {
        Duration least = took.multipliedBy(TIMES_AS_LONG);
        Duration most = interval.multipliedBy(MOST_INTERVALS);
        if (least.compareTo(interval) <= 0) {
            return interval;
        }
        return least.compareTo(most) < 0 ? least : most;
    }
}
