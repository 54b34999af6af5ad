package dev.coord.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.word.DurationConverter;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DurationProperties {

    @Property
    void readsHoursMinutesAndSeconds(
            @ForAll @IntRange(max = 999) int hours,
            @ForAll @IntRange(max = 999) int minutes,
            @ForAll @IntRange(max = 999) int seconds) {
        Duration expected = Duration.ofHours(hours).plusMinutes(minutes).plusSeconds(seconds);

        assertThat(new DurationConverter().convert(hours + "h" + minutes + "m" + seconds + "s"))
                .isEqualTo(expected)
                .isEqualTo(new DurationConverter().convert(expected.toString()));
    }
}
