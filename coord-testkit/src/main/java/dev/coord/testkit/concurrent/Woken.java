package dev.coord.testkit.concurrent;

import static org.assertj.core.api.Assertions.fail;

import dev.coord.store.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What became of threads that wait for a change, once that was acknowledged. */
public final class Woken {

    /** A wake-up takes milliseconds; what has not come after that long never comes. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Woken() {}

    /** What a waiter answers that an acknowledged update woke. */
    public static Snapshot by(Snapshot changed, OtherThread<Snapshot> waiter) throws InterruptedException {
        return by(changed, List.of(waiter)).get(0);
    }

    /** What the waiters answer that an acknowledged update woke; fails with the numbers where it did not wake all. */
    public static List<Snapshot> by(Snapshot changed, List<OtherThread<Snapshot>> waiters) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        List<Snapshot> told = new ArrayList<>();
        for (OtherThread<Snapshot> waiter : waiters) {
            waiter.resultBy(end).ifPresent(told::add);
        }
        if (told.size() < waiters.size()) {
            failed("1 update acknowledged as revision " + changed.revision() + "; "
                    + String.format(Locale.ROOT, "%,d of %,d waiters", told.size(), waiters.size()) + " told of it");
        }
        return told;
    }

    /** Fails where a thread that waits for one change after the other has missed one. */
    public static void byEach(int updates, OtherThread<?> waiter, AtomicLong seen) throws InterruptedException {
        Optional<?> ended = waiter.resultBy(System.nanoTime() + LONGEST.toNanos());
        if (ended.isEmpty()) {
            failed(String.format(
                    Locale.ROOT,
                    "%,d updates acknowledged; the waiter was told of those up to revision %,d",
                    updates,
                    seen.get()));
        }
    }

    private static void failed(String numbers) {
        fail("promise of CoordinationStore.when: whoever waits is told of a change\n" + numbers + ", within "
                + LONGEST.toSeconds() + " s");
    }
}
