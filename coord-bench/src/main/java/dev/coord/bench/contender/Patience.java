package dev.coord.bench.contender;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Tries again and again, for what has no waiting of its own. */
final class Patience {

    /** One try. */
    interface Try {
        Optional<Contender.Grip> attempt() throws Exception;
    }

    private Patience() {}

    /** Until an attempt succeeds or patience runs out; between two of them 1 to 2 ms pass. */
    static Optional<Contender.Grip> tryFor(Duration patience, Try one) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        Optional<Contender.Grip> grip = one.attempt();
        while (grip.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000 + ThreadLocalRandom.current().nextInt(1_000_000));
            grip = one.attempt();
        }
        return grip;
    }
}
