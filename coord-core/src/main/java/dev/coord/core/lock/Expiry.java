package dev.coord.core.lock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the protocol's files hold them. Reading 14. */
final class Expiry {

    private Expiry() {}

    static Instant begin(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Rounded up, so that nothing ends before its time. */
    static Instant end(Instant now, Duration length) {
        Instant exact = now.plus(length);
        Instant rounded = begin(exact);
        return rounded.equals(exact) ? exact : rounded.plusSeconds(1);
    }

    /** At its very end a thing is over. */
    static boolean isOver(Instant end, Instant now) {
        return !now.isBefore(end);
    }
}
