package dev.coord.core.spi;

import dev.coord.store.Snapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a snapshot that fulfils his condition, for a store to answer whenever it has seen a new one or time has
 * passed. Answers are given on the thread that brings the snapshot. Safe from many threads.
 */
public final class SnapshotWaiters {

    private final InstantSource clock;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final Object looks = new Object(); // guards what follows: while nothing moves a look costs nothing
    private @Nullable Snapshot shown;
    private Instant firstDeadline = Instant.MAX; // or earlier
    private long come;

    /**
     * Waiters of a store.
     *
     * @param clock the store's time, by which deadlines are measured
     */
    public SnapshotWaiters(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Adds a waiter, and then looks whether he has to wait at all: nothing that happens in between is missed. He is never
     * answered with a snapshot from before he came, which somebody may still be busy to show around: what he has just
     * written himself would be missing in it. A {@link PacedClock} does not pass his deadline before he is answered.
     *
     * @param condition what he waits for
     * @param deadline when he gives up
     * @param latest reads the store
     * @return his answer; he leaves when it is completed, by a cancellation too
     * @throws RuntimeException that of {@code latest}; then he has left
     */
    public CompletableFuture<Snapshot> add(Predicate<Snapshot> condition, Instant deadline, Supplier<Snapshot> latest) {
        CompletableFuture<Snapshot> answer = new CompletableFuture<>();
        Waiter waiter = new Waiter(condition, deadline, answer);
        PacedClock.Turn turn = PacedClock.turn(clock, "a wait for a snapshot", () -> waiter.giveUp(latest, clock));
        turn.rest(deadline);
        synchronized (looks) {
            waiters.add(waiter);
            come++;
            firstDeadline = earlier(firstDeadline, deadline);
        }
        CompletableFuture<Snapshot> unused = answer.whenComplete((snapshot, failure) -> {
            waiters.remove(waiter);
            turn.close();
        });
        try {
            waiter.begin(latest, clock);
        } catch (RuntimeException | Error e) {
            answer.cancel(false);
            throw e;
        }
        return answer;
    }

    /**
     * Whether nobody waits.
     *
     * @return so
     */
    public boolean isEmpty() {
        return waiters.isEmpty();
    }

    /**
     * Answers whoever has waited for this snapshot, or long enough.
     *
     * @param latest the store's latest snapshot
     */
    @SuppressWarnings("ReferenceEquality")
    public void answer(Snapshot latest) {
        Instant now = clock.instant();
        long here;
        synchronized (looks) {
            if (latest == shown && now.isBefore(firstDeadline)) {
                return;
            }
            here = come;
        }
        Instant next = Instant.MAX;
        for (Waiter waiter : waiters) {
            waiter.look(latest, now);
            if (!waiter.answer.isDone()) {
                next = earlier(next, waiter.deadline);
            }
        }
        synchronized (looks) {
            shown = latest;
            firstDeadline = here == come ? next : earlier(next, firstDeadline); // not everybody was met
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /**
     * Ends everybody's waiting.
     *
     * @param failure what they are told
     */
    public void fail(Throwable failure) {
        waiters.forEach(waiter -> waiter.answer.completeExceptionally(failure));
    }

    private static final class Waiter {

        private final Predicate<Snapshot> condition;
        private final Instant deadline;
        private final CompletableFuture<Snapshot> answer;
        private volatile long since = Long.MAX_VALUE;
        private volatile boolean wasShownOne;

        Waiter(Predicate<Snapshot> condition, Instant deadline, CompletableFuture<Snapshot> answer) {
            this.condition = condition;
            this.deadline = deadline;
            this.answer = answer;
        }

        /** His own first look. What he was shown before may be older or newer: he looks again. */
        void begin(Supplier<Snapshot> latest, InstantSource clock) {
            Snapshot first = latest.get();
            since = first.revision();
            boolean lookAgain = wasShownOne;
            look(first, clock.instant());
            if (lookAgain) {
                look(latest.get(), clock.instant());
            }
        }

        /** His deadline has come by a clock that wakes him. */
        void giveUp(Supplier<Snapshot> latest, InstantSource clock) {
            try {
                look(latest.get(), clock.instant());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        }

        void look(Snapshot latest, Instant now) {
            wasShownOne = true; // before the question: either it is answered, or he looks again
            if (latest.revision() < since) {
                return;
            }
            try {
                if (condition.test(latest) || !now.isBefore(deadline)) {
                    answer.complete(latest);
                }
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        }
    }
}
