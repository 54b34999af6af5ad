package dev.coord.bench.part;

import dev.coord.bench.contender.Contenders;
import dev.coord.bench.harness.GrantHistory;
import dev.coord.bench.harness.Load;
import dev.coord.bench.harness.Sample;
import dev.coord.bench.harness.Workers;
import java.nio.file.Path;
import java.time.Duration;

/** From the call of release in one process to the lock in the hands of another one that waits for it. */
public final class HandOver implements Part {

    @Override
    public void measure(Path home, Pace pace) throws Exception {
        Table table = new Table(
                "Hand-over of a contended path between two processes, ms",
                "each holds it for",
                "hand-overs",
                "p50",
                "p99",
                "longest",
                "wanted",
                "two holders at once",
                "lost counts");
        try (Workers coord = Workers.start(2, Contenders.COORD, home.resolve("coord"))) {
            coord.run(2, Load.own(16, pace.warmUp().multipliedBy(3))); // until all that a hand-over needs is compiled
            coord.run(2, Load.shared(1, pace.warmUp().multipliedBy(6), 1, Duration.ZERO));
            coord.history();
            Duration time = pace.turn().multipliedBy(6);
            for (int millis : new int[] {0, 20}) {
                long counted = coord.counted(1);
                coord.run(2, Load.shared(1, time, 1, Duration.ofMillis(millis)));
                GrantHistory history = coord.history();
                Sample gaps = history.handOvers();
                table.line(
                        millis + " ms",
                        gaps.size(),
                        gaps.percentile(50),
                        gaps.percentile(99),
                        gaps.percentile(100),
                        "p50 under 2, p99 under 20",
                        history.doubles().size(),
                        history.size() - (coord.counted(1) - counted));
            }
        }
    }
}
