package dev.coord.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Names of the code as people and the protocol write them. */
public final class Words {

    private Words() {}

    /** An enum's name in lower case. */
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** A time as the protocol writes it: UTC, whole seconds. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A count and its noun. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** How long from one time to another, by its two largest units; nothing below zero. */
    public static String span(Instant from, Instant to) {
        return span(Duration.between(from, to));
    }

    /** A duration by its two largest units; nothing below zero. */
    public static String span(Duration span) {
        if (span.isNegative() || span.toSeconds() == 0) {
            return "0s";
        }
        if (span.toMinutes() == 0) {
            return span.toSeconds() + "s";
        }
        if (span.toHours() == 0) {
            return span.toMinutes() + "m" + span.toSecondsPart() + "s";
        }
        return span.toDays() == 0
                ? span.toHours() + "h" + span.toMinutesPart() + "m"
                : span.toDays() + "d" + span.toHoursPart() + "h";
    }
}
