package dev.coord.content.renumber;

import dev.coord.content.migration.NextNumber;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Which numbers are so far from all others that whatever is added later would have to come behind them. A time is if it lies ahead of
 * the branch that has it, another number if it is a multiple of the greatest one. Numbers of several parts never are. Pure.
 */
final class FarNumbers {
    private static final BigInteger STEP = BigInteger.valueOf(1000);
    private static final BigInteger TIMES = BigInteger.TEN;

    /** Clocks differ, and zones do by more than half a day. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private static final int YEAR = 4;

    private FarNumbers() {}

    /**
     * Whether one is.
     *
     * @param greatest of the others; none where there is none, and then a number that is no time never is
     * @param made when the branch was; nothing where that is not known, and then a time never is
     */
    static boolean isFar(String number, Optional<String> greatest, Optional<Instant> made) {
        if (hasParts(number) || greatest.filter(FarNumbers::hasParts).isPresent()) {
            return false;
        }
        Optional<Instant> time = NextNumber.time(number);
        if (time.isPresent()) {
            return made.filter(at -> time.get().isAfter(at.plus(AHEAD))).isPresent();
        }
        return greatest.filter(other -> isBeyond(number, other, made)).isPresent();
    }

    private static boolean isBeyond(String number, String greatest, Optional<Instant> made) {
        BigInteger one = new BigInteger(number);
        BigInteger other = new BigInteger(greatest);
        if (NextNumber.time(greatest).isPresent() && number.length() == greatest.length()) {
            return made.filter(at -> Integer.parseInt(number.substring(0, YEAR))
                            > at.atZone(ZoneOffset.UTC).getYear() + 1)
                    .isPresent();
        }
        return one.subtract(other).compareTo(STEP) > 0 && one.compareTo(other.multiply(TIMES)) > 0;
    }

    private static boolean hasParts(String number) {
        return number.indexOf('.') >= 0 || number.indexOf('_') >= 0;
    }
}
