package dev.coord.core.run;

import java.time.Duration;
import java.util.Locale;

/** Durations as people write them. */
final class Spans {

    private Spans() {}

    static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
