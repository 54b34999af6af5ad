package dev.coord.bench.harness;

import dev.coord.bench.contender.Contender;
import dev.coord.bench.contender.Contender.Grip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** One thread of a load: acquires and releases until its time is over, and writes down what it held of shared paths. */
final class LoadThread implements Callable<Ran> {

    private static final int MOST_ERRORS = 100;

    private final Contender contender;
    private final Counters counters;
    private final Load load;
    private final long start;
    private final int process;
    private final String agent;
    private final Random random;
    private final List<Grant> history = new ArrayList<>();
    private long grants;
    private long timeouts;
    private long vanished;
    private long errors;

    LoadThread(Contender contender, Counters counters, Load load, long start, int process, int thread) {
        this.contender = contender;
        this.counters = counters;
        this.load = load;
        this.start = start;
        this.process = process;
        this.agent = "agent-" + process + "-" + thread;
        this.random = new Random(start + process * 1_000L + thread);
    }

    @Override
    public Ran call() throws InterruptedException {
        for (long rest = start - System.nanoTime(); rest > 0; rest = start - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
        long end = start + load.time().toNanos();
        while (System.nanoTime() < end && errors < MOST_ERRORS) {
            try {
                turn();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) { // whatever a contender throws is counted, and the first one shown
                if (errors++ == 0) {
                    System.err.println(agent + ": " + e);
                }
            }
        }
        return new Ran(grants, System.nanoTime() - start, timeouts, vanished, errors);
    }

    List<Grant> history() {
        return history;
    }

    private void turn() throws Exception {
        boolean shared = load.sharedPaths() > 0;
        int number = shared ? random.nextInt(load.sharedPaths()) : 0;
        String path = shared ? "shared/file-" + number + ".ts" : "src/" + agent + "/file.ts";
        Optional<Grip> grip = contender.acquire(agent, path, load.patience());
        if (grip.isEmpty()) {
            timeouts++;
            return;
        }
        long from = System.nanoTime();
        if (shared) {
            counters.increment(number);
        }
        if (!load.hold().isZero()) {
            LockSupport.parkNanos(load.hold().toNanos());
        }
        long until = System.nanoTime();
        if (shared) {
            history.add(new Grant(number, process, from, until));
        }
        if (!grip.get().release()) {
            vanished++;
        }
        grants++;
    }
}
