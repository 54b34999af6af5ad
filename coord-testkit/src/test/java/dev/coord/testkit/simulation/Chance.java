package dev.coord.testkit.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** All that is random in a simulated run, from one seed. */
final class Chance {

    private final Random random;

    Chance(long seed) {
        random = new Random(seed);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** A delay of up to {@code longest}, short ones as likely as long ones, none at all often enough. */
    Duration delay(Duration longest) {
        return happens(0.2) ? Duration.ZERO : Duration.ofMillis(random.nextInt((int) longest.toMillis()));
    }
}
