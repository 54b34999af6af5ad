package dev.coord.core.radar;

import java.time.Duration;

/** How often to look, so that looking stays cheap however large the repository is. */
public final class LookPace {

    /** Of a hundred units of time, a look takes two at most. */
    private static final int TIMES_AS_LONG = 49;

    private LookPace() {}

    /**
     * How long to wait before the next look.
     *
     * @param interval how often to look
     * @param took how long the last look took
     * @return the interval, or longer where looking would cost more than a fiftieth of the time
     */
    public static Duration pause(Duration interval, Duration took) {
        Duration least = took.multipliedBy(TIMES_AS_LONG);
        return least.compareTo(interval) > 0 ? least : interval;
    }
}
