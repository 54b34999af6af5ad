package dev.coord.core.run.text;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Durations as people write them. */
public final class Durations {

    private static final Duration EXACT_UP_TO = Duration.ofMinutes(1);

    private Durations() {}

    public static String text(Duration duration) {
        Duration shown = duration.truncatedTo(ChronoUnit.SECONDS);
        if (duration.compareTo(EXACT_UP_TO) < 0) {
            shown = duration.truncatedTo(ChronoUnit.MILLIS);
        }
        return shown.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
