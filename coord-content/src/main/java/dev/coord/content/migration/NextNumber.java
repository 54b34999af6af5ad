package dev.coord.content.migration;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The number after another one, in its form: what is a time stays one. */
public final class NextNumber {

    private record Stamp(int width, String pattern, ChronoUnit unit) {

        DateTimeFormatter form() {
            return new DateTimeFormatterBuilder()
                    .appendPattern(pattern)
                    .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                    .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                    .toFormatter()
                    .withResolverStyle(ResolverStyle.STRICT);
        }
    }

    private static final List<Stamp> STAMPS = List.of(
            new Stamp(17, "uuuuMMddHHmmssSSS", ChronoUnit.MILLIS),
            new Stamp(14, "uuuuMMddHHmmss", ChronoUnit.SECONDS),
            new Stamp(12, "uuuuMMddHHmm", ChronoUnit.MINUTES),
            new Stamp(8, "uuuuMMdd", ChronoUnit.DAYS));
    private static final int MILLISECONDS = 13;
    private static final int SECONDS = 10;

    /** Greater ones of that length are dates with a number behind them. */
    private static final long LAST_SECOND = 1_999_999_999L;

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;
    private static final int EARLIEST_YEAR = 2001;

    private NextNumber() {}

    /**
     * Counts on from a number.
     *
     * @param number digits, with {@code .} or {@code _} between parts: the last part counts
     * @param width how many digits a number of one part has at least
     */
    public static String after(String number, int width) {
        int last = Math.max(number.lastIndexOf('.'), number.lastIndexOf('_')) + 1;
        String part = number.substring(last);
        String next = later(part)
                .orElseGet(() ->
                        padded(new BigInteger(part).add(BigInteger.ONE).toString(), last == 0 ? width : part.length()));
        return number.substring(0, last) + next;
    }

    /**
     * The time that a number is, in no certain zone.
     *
     * @param number digits of one part
     * @return none where it is a number like any other
     */
    public static Optional<Instant> time(String number) {
        if (number.length() == MILLISECONDS) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(number))).filter(NextNumber::isLikely);
        }
        if (number.length() == SECONDS && Long.parseLong(number) <= LAST_SECOND) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(number))).filter(NextNumber::isLikely);
        }
        return stamp(number).flatMap(stamp -> read(stamp, number)).map(time -> time.toInstant(ZoneOffset.UTC));
    }

    /** Before that nobody counted so. */
    private static boolean isLikely(Instant time) {
        int year = time.atZone(ZoneOffset.UTC).getYear();
        return year > EARLIEST_YEAR && year <= LAST_YEAR;
    }

    private static Optional<Stamp> stamp(String digits) {
        return STAMPS.stream().filter(stamp -> stamp.width() == digits.length()).findFirst();
    }

    private static Optional<String> later(String digits) {
        return stamp(digits)
                .flatMap(stamp -> read(stamp, digits)
                        .map(time -> time.plus(1, stamp.unit()).format(stamp.form())));
    }

    private static Optional<LocalDateTime> read(Stamp stamp, String digits) {
        try {
            return Optional.of(LocalDateTime.parse(digits, stamp.form()))
                    .filter(time -> time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR);
        } catch (DateTimeException e) {
            return Optional.empty(); // a number like any other
        }
    }

    private static String padded(String digits, int width) {
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
