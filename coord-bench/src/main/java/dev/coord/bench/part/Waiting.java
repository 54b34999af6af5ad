package dev.coord.bench.part;

import com.sun.management.OperatingSystemMXBean;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.bench.contender.Contender;
import dev.coord.bench.contender.Contender.Grip;
import dev.coord.bench.contender.Contenders;
import dev.coord.fs.DirectoryStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What a thousand threads of one JVM cost while they wait for one path, and how fast it goes through their hands. */
public final class Waiting implements Part {

    private static final int WAITERS = 1_000;
    private static final String PATH = "middleware.ts";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Override
    public void measure(Path home, Pace pace) throws Exception {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Path store = home.resolve("coord");
        AtomicInteger served = new AtomicInteger();
        try (Contender contender = Contenders.open(Contenders.COORD, store)) {
            Grip held = contender.acquire("holder", PATH, PATIENCE).orElseThrow();
            long begun = System.nanoTime();
            queue(contender, store, served);
            double queued = (System.nanoTime() - begun) / 1e9;
            TimeUnit.NANOSECONDS.sleep(pace.warmUp().multipliedBy(6).toNanos()); // until what queued them is compiled
            long time = pace.turn().multipliedBy(7).toNanos();
            long before = system.getProcessCpuTime();
            TimeUnit.NANOSECONDS.sleep(time);
            double share = 100.0 * (system.getProcessCpuTime() - before) / time;
            long start = System.nanoTime();
            held.release();
            long end = start + pace.turn().multipliedBy(3).toNanos();
            while (served.get() < WAITERS && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            double each = (System.nanoTime() - start) / 1e6 / served.get();
            new Table(
                            "Threads of one JVM that wait for one path",
                            "threads",
                            "% of one core",
                            "wanted",
                            "over seconds",
                            "seconds until all were in the queue",
                            "afterwards ms from one to the next")
                    .line(WAITERS, share, "under 2", time / 1e9, queued, each);
        }
    }

    /** Started, and in the queue. */
    private static void queue(Contender contender, Path store, AtomicInteger served) throws InterruptedException {
        for (int i = 0; i < WAITERS; i++) {
            String agent = "agent-" + i;
            new Thread(() -> takeAndRelease(contender, agent, served)).start();
        }
        try (DirectoryStore view = DirectoryStore.open(store, InstantSource.system())) {
            view.await(
                    snapshot -> snapshot.locks().queue().size() == WAITERS,
                    view.now().plus(PATIENCE));
        }
    }

    private static void takeAndRelease(Contender contender, String agent, AtomicInteger served) {
        try {
            contender.acquire(agent, PATH, PATIENCE).orElseThrow().release();
            served.incrementAndGet();
        } catch (StoreFailed e) {
            // whoever still waits when the time is over is sent home by the end of the store
        } catch (Exception e) {
            throw new IllegalStateException(agent + " did not get it", e);
        }
    }
}
