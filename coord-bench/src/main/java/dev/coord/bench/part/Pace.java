package dev.coord.bench.part;

import java.time.Duration;

/**
 * How long and how often something is measured.
 *
 * @param rounds how often each of several things that are compared has its turn
 * @param warmUp how long each runs before
 * @param turn how long each turn is
 * @param kills how many holders are killed
 */
public record Pace(int rounds, Duration warmUp, Duration turn, int kills) {

    /** About eight minutes for all parts. */
    public static final Pace FULL = new Pace(5, Duration.ofSeconds(3), Duration.ofMillis(1_500), 200);

    /** To see that everything works; the figures mean nothing. */
    public static final Pace SMOKE = new Pace(2, Duration.ofMillis(300), Duration.ofMillis(300), 6);
}
