package dev.coord.cli.word;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 30s}, {@code 5m}, {@code 1h30m}, {@code 500ms}; ISO-8601 also. */
public final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern PARTS =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    /**
     * Reads a duration.
     *
     * @param text what the user wrote
     * @return the duration, never negative
     * @throws TypeConversionException if it is none
     */
    @Override
    public Duration convert(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Matcher parts = PARTS.matcher(plain);
        if (!plain.isEmpty() && parts.matches()) {
            return Duration.ofDays(number(parts.group(1)))
                    .plusHours(number(parts.group(2)))
                    .plusMinutes(number(parts.group(3)))
                    .plusSeconds(number(parts.group(4)))
                    .plusMillis(number(parts.group(5)));
        }
        try {
            Duration duration = Duration.parse(plain);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw notADuration(text);
        }
        throw notADuration(text);
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static TypeConversionException notADuration(String text) {
        return new TypeConversionException("'" + text + "' is not a duration; write it as 30s, 5m, 1h30m or PT30S");
    }
}
