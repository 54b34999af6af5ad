package dev.coord.bench.part;

import dev.coord.bench.contender.Contenders;
import dev.coord.bench.harness.Load;
import dev.coord.bench.harness.Ran;
import dev.coord.bench.harness.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Durable updates in a second by one thread, many threads and many processes, each thread on a path of its own. */
public final class Throughput implements Part {

    private static final String ONE = "1 JVM x 1 thread";
    private static final String MANY = "1 JVM x 64 threads";
    private static final String JVMS = "4 JVMs x 1 thread";
    private static final String ALL = "4 JVMs x 16 threads";

    @Override
    public void measure(Path home, Pace pace) throws Exception {
        Path store = home.resolve("coord");
        try (Workers coord = Workers.start(4, Contenders.COORD, store)) {
            coord.run(1, Load.own(64, pace.warmUp()));
            coord.run(4, Load.own(16, pace.warmUp().multipliedBy(10))); // a JVM has one turn in four to get warm
            coord.run(1, Load.own(1, pace.warmUp()));
            try (Floors floors = Floors.of(coord.get(0), store, home)) {
                floors.warmUp(pace.warmUp().dividedBy(2));
                Rounds rounds = new Rounds().add(ONE, () -> updates(coord, 1, 1, pace.turn()));
                floors.addTo(rounds, pace.turn());
                rounds.add(MANY, () -> updates(coord, 1, 64, pace.turn()))
                        .add(JVMS, () -> updates(coord, 4, 1, pace.turn()))
                        .add(ALL, () -> updates(coord, 4, 16, pace.turn()))
                        .run(pace.rounds());
                print(rounds, floors);
            }
        }
    }

    private static void print(Rounds rounds, Floors floors) {
        new Table(
                        "Durable updates in a second (acquiring and releasing a lock are two)",
                        "who",
                        "median",
                        "least",
                        "most",
                        "beside",
                        "ratio",
                        "wanted")
                .line(rounds.line(ONE, Floors.EACH, "at least 0.75"))
                .line(rounds.line(ONE, Floors.FIRST, ""))
                .line(rounds.line(ONE, Floors.SINGLE, ""))
                .line(rounds.line(MANY, ONE, "at least 18"))
                .line(rounds.line(JVMS, ONE, ""))
                .line(rounds.line(ALL, ONE, "at least 6"))
                .line(rounds.line(Floors.EACH, "", ""))
                .line(rounds.line(Floors.FIRST, Floors.EACH, ""))
                .line(rounds.line(Floors.SINGLE, Floors.EACH, ""));
        System.out.println("\n" + floors.sizes());
    }

    private static double updates(Workers coord, int processes, int threads, Duration turn) throws IOException {
        Ran ran = coord.run(processes, Load.own(threads, turn));
        if (ran.timeouts() + ran.vanished() + ran.errors() > 0) {
            throw new IllegalStateException("not every update was carried out: " + ran);
        }
        return ran.updatesPerSecond();
    }
}
