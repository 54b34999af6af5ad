package dev.coord.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualClockTest {

    @Test
    void movesOnlyWhenToldTo() {
        ManualClock clock = new ManualClock();

        assertThat(clock.instant()).isEqualTo(ManualClock.START).isEqualTo(clock.instant());
        clock.advance(Duration.ofSeconds(-3));
        assertThat(clock.instant()).isEqualTo(ManualClock.START.minusSeconds(3));
    }

    @Test
    void tellsListenersAfterItHasMovedUntilTheyLeave() {
        ManualClock clock = new ManualClock();
        List<Instant> heard = new ArrayList<>();
        ManualClock.Listening listening = clock.onMove(() -> heard.add(clock.instant()));

        clock.set(ManualClock.START.plusSeconds(1));
        listening.close();
        clock.set(ManualClock.START.plusSeconds(2));

        assertThat(heard).containsExactly(ManualClock.START.plusSeconds(1));
    }
}
