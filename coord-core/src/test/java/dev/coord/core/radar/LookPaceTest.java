package dev.coord.core.radar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LookPaceTest {

    @Property(tries = 200)
    void lookingTakesATwentiethOfTheTimeUnlessItWouldBeTooSeldom(
            @ForAll @IntRange(min = 1, max = 60_000) int interval, @ForAll @IntRange(max = 600_000) int took) {
        Duration pause = LookPace.pause(Duration.ofMillis(interval), Duration.ofMillis(took));

        assertThat(pause).isGreaterThanOrEqualTo(Duration.ofMillis(interval));
        assertThat(pause).isLessThanOrEqualTo(Duration.ofMillis(10L * interval));
        if (19L * took <= 10L * interval) {
            assertThat(20L * took).isLessThanOrEqualTo(pause.toMillis() + took);
        }
        if (20L * took <= interval) {
            assertThat(pause).isEqualTo(Duration.ofMillis(interval));
        }
    }
}
