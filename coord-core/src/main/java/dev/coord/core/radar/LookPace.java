package dev.coord.core.radar;

import java.time.Duration;

/** How often to look, so that looking stays cheap however large the repository is. */
public final class LookPace {

    /** Of twenty units of time, a look takes one at most. */
    private static final int TIMES_AS_LONG = 19;

    private LookPace() {}

    /**
     * How long to wait before the next look.
     *
     * @param interval how often to look
     * @param took how long the last look took
     * @return the interval, or longer where looking would cost more than a twentieth of the time
     */
    public static Duration pause(Duration interval, Duration took) {
        Duration least = took.multipliedBy(TIMES_AS_LONG);
        return least.compareTo(interval) > 0 ? least : interval;
    }
}
