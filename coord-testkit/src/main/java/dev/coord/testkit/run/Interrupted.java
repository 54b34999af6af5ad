package dev.coord.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Interrupts a call that does not end by itself. */
final class Interrupted {

    /** A call that waits. */
    @FunctionalInterface
    interface Call {
        void run(Runnable begun) throws Exception;
    }

    private static final long LONGEST = 30;

    private Interrupted() {}

    /** Interrupts the call once it has said that it has begun; what it threw. */
    static Throwable onceBegun(Call call) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>(new AssertionError("it ended by itself"));
        Thread thread = new Thread(() -> {
            try {
                call.run(begun::countDown);
            } catch (Exception | AssertionError e) {
                thrown.set(e);
                begun.countDown();
            }
        });
        thread.start();
        assertThat(begun.await(LONGEST, TimeUnit.SECONDS)).as("has begun").isTrue();
        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(LONGEST));
        assertThat(thread.isAlive()).as("goes on after an interrupt").isFalse();
        return Objects.requireNonNull(thrown.get());
    }
}
