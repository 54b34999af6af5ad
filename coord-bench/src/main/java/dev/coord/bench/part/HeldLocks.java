package dev.coord.bench.part;

import dev.coord.bench.contender.Contender;
import dev.coord.bench.contender.Contenders;
import dev.coord.bench.harness.Load;
import dev.coord.bench.harness.Workers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What an update costs while two thousand locks are held, beside the bare writing of the same bytes. */
public final class HeldLocks implements Part {

    private static final int HELD = 2_000;
    private static final int HOLDERS = 64;
    private static final String ONE = "1 JVM x 1 thread, " + HELD + " locks held by another process";

    @Override
    public void measure(Path home, Pace pace) throws Exception {
        Path store = home.resolve("coord");
        try (Contender holder = Contenders.open(Contenders.COORD, store)) {
            hold(holder);
            try (Workers coord = Workers.start(1, Contenders.COORD, store)) {
                coord.run(1, Load.own(1, pace.warmUp().multipliedBy(8)));
                try (Floors floors = Floors.of(coord.get(0), store, home)) {
                    floors.warmUp(pace.warmUp().dividedBy(2));
                    Rounds rounds = new Rounds()
                            .add(
                                    ONE,
                                    () -> coord.run(1, Load.own(1, pace.turn())).updatesPerSecond());
                    floors.addTo(rounds, pace.turn());
                    print(rounds.run(pace.rounds()), floors);
                }
            }
        }
    }

    private static void print(Rounds rounds, Floors floors) {
        Table table = new Table(
                "What an update costs with " + HELD + " held locks",
                "who",
                "updates in a second",
                "ms each",
                "times the bare writing of both files, each forced with its directory",
                "wanted");
        for (String name : List.of(ONE, Floors.EACH, Floors.FIRST, Floors.SINGLE)) {
            double rate = rounds.of(name).median();
            table.line(
                    name, rate, 1_000 / rate, rounds.ratio(Floors.EACH, name), name.equals(ONE) ? "at most 1.3" : "");
        }
        System.out.println("\n" + floors.sizes());
    }

    private static void hold(Contender holder) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(HOLDERS);
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < HELD; i++) {
            String agent = "holder-" + i;
            tasks.add(() -> holder.acquire(agent, "held/" + agent + ".ts", Duration.ofMinutes(1))
                    .isPresent());
        }
        for (Future<Boolean> held : pool.invokeAll(tasks)) {
            if (!held.get()) {
                throw new IllegalStateException("a lock that nobody else wants was not granted");
            }
        }
        pool.shutdown();
    }
}
