package dev.coord.bench.part;

import dev.coord.bench.contender.Contenders;
import dev.coord.bench.harness.Sample;
import dev.coord.bench.harness.Worker;
import dev.coord.bench.harness.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** From {@code kill -9} of a holder to the lock in the hands of another process that waits for it. */
public final class KilledHolder implements Part {

    /** Started together before any of them is killed: a JVM that starts would be in the way of what is measured. */
    private static final int SPARE = 25;

    private static final String PATH = "middleware.ts";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public void measure(Path home, Pace pace) throws Exception {
        Path store = home.resolve("coord");
        List<Double> millis = new ArrayList<>();
        try (Workers heirs = Workers.start(1, Contenders.COORD, store)) {
            while (millis.size() < pace.kills()) {
                int count = Math.min(SPARE, pace.kills() - millis.size());
                try (Workers mortals = Workers.start(1 + millis.size(), count, Contenders.COORD, store)) {
                    for (int i = 0; i < count; i++) {
                        millis.add(kill(mortals.get(i), heirs.get(0), new Random(millis.size())));
                    }
                }
            }
        }
        Sample sample = new Sample(millis);
        new Table(
                        "kill -9 of a holder to the lock in another process's hands, ms",
                        "kills",
                        "p50",
                        "p99",
                        "longest",
                        "wanted")
                .line(
                        sample.size(),
                        sample.percentile(50),
                        sample.percentile(99),
                        sample.percentile(100),
                        "p99 under 100");
    }

    private static double kill(Worker mortal, Worker heir, Random random) throws IOException, InterruptedException {
        mortal.hold(PATH, PATIENCE).orElseThrow();
        CompletableFuture<Long> granted = granted(heir);
        TimeUnit.MILLISECONDS.sleep(60 + random.nextInt(140)); // so that the heir looks more and more rarely
        if (granted.isDone()) {
            throw new IllegalStateException("granted to two processes: " + granted);
        }
        long killed = mortal.kill();
        double millis = (granted.join() - killed) / 1e6;
        heir.drop();
        return millis;
    }

    private static CompletableFuture<Long> granted(Worker heir) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return heir.hold(PATH, PATIENCE).orElseThrow();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
