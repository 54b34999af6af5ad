package dev.coord.content.renumber;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The number after another one, in its form: what is a time stays one. */
final class NextNumber {

    private record Stamp(int width, String pattern, ChronoUnit unit) {}

    private static final List<Stamp> STAMPS = List.of(
            new Stamp(17, "uuuuMMddHHmmssSSS", ChronoUnit.MILLIS),
            new Stamp(14, "uuuuMMddHHmmss", ChronoUnit.SECONDS),
            new Stamp(12, "uuuuMMddHHmm", ChronoUnit.MINUTES),
            new Stamp(8, "uuuuMMdd", ChronoUnit.DAYS));
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;

    private NextNumber() {}

    /**
     * Counts on from a number.
     *
     * @param number digits, with {@code .} or {@code _} between parts: the last part counts
     * @param width how many digits a number of one part has at least
     */
    static String after(String number, int width) {
        int last = Math.max(number.lastIndexOf('.'), number.lastIndexOf('_')) + 1;
        String part = number.substring(last);
        String next = stamp(part)
                .orElseGet(() -> padded(
                        new BigInteger(part).add(BigInteger.ONE).toString(),
                        Math.max(part.length(), last == 0 ? width : 0)));
        return number.substring(0, last) + next;
    }

    private static Optional<String> stamp(String digits) {
        return STAMPS.stream()
                .filter(stamp -> stamp.width() == digits.length())
                .findFirst()
                .flatMap(stamp -> later(stamp, digits));
    }

    private static Optional<String> later(Stamp stamp, String digits) {
        DateTimeFormatter form = new DateTimeFormatterBuilder()
                .appendPattern(stamp.pattern())
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                .toFormatter()
                .withResolverStyle(ResolverStyle.STRICT);
        try {
            LocalDateTime time = LocalDateTime.parse(digits, form);
            return time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR
                    ? Optional.empty()
                    : Optional.of(time.plus(1, stamp.unit()).format(form));
        } catch (DateTimeException e) {
            return Optional.empty(); // a number like any other
        }
    }

    private static String padded(String digits, int width) {
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
