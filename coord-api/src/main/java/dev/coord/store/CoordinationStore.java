package dev.coord.store;

import dev.coord.CoordinationException.StoreFailed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/**
 * Keeps one {@link Snapshot}, a conflict log and a {@link History}. It knows no rule: it only reads, updates atomically, and tells when
 * something moved. Safe from many threads; whether from many processes, each store says. What every store promises is
 * written here and held by one contract test in coord-testkit. Specification 3.1 and 4.1.
 */
public interface CoordinationStore extends StoreReader, AutoCloseable {

    /**
     * A pure function from a snapshot to a transition. A store may call it more than once for one update and under its
     * lock: it must not wait, nor touch anything but its arguments.
     *
     * @param <O> type of the answer
     */
    @FunctionalInterface
    interface Update<O> {

        /**
         * Decides.
         *
         * @param before the snapshot as it is
         * @param now the store's time, in whole or split seconds; never an order
         * @return what it becomes; {@code before} itself where nothing changes
         */
        Transition<O> apply(Snapshot before, Instant now);
    }

    /**
     * The store's time, by which every deadline given to it is measured.
     *
     * @return the time now
     */
    Instant now();

    /**
     * The clock that tells {@link #now()}. Whatever acts by a deadline registers with it, where it is one that tests move.
     *
     * @return the clock; a store that passes calls on to another one answers that store's
     */
    default InstantSource clock() {
        return this::now;
    }

    /**
     * Applies an update to the latest snapshot, all of it or nothing. If the snapshot changes, its revision grows by one,
     * whatever revision the update left in it. Conflicts of the transition are appended to the log with the same commit,
     * also when the snapshot itself does not change. What was acknowledged is there after any crash. A {@link RuntimeException}
     * thrown by the update changes nothing and reaches the caller.
     *
     * @param <O> type of the answer
     * @param update the decision
     * @return the transition as it was committed, its snapshot with the new revision
     * @throws StoreFailed if the state could not be written; then, unless the message says that the outcome is unknown,
     *     nothing was changed
     */
    <O> Transition<O> update(Update<O> update);

    /**
     * Waits for a snapshot that fulfils a condition, without a thread of the caller's. What holds only for a moment may be
     * missed.
     *
     * @param condition pure and quick; called any number of times, on any thread
     * @param deadline when to give up, by the store's clock
     * @return completed with the first such snapshot seen, or at the deadline with the latest one; exceptionally with
     *     {@link StoreFailed} if the store cannot be read or is closed meanwhile, and with what the condition throws.
     *     Completed on a thread of the store, which a dependent action must not hold up: use the {@code Async} forms.
     *     Cancelling it leaves nothing behind.
     * @throws StoreFailed if the store cannot be read, or is closed
     */
    CompletableFuture<Snapshot> when(Predicate<Snapshot> condition, Instant deadline);

    /**
     * Waits for a snapshot that fulfils a condition. What holds only for a moment may be missed.
     *
     * @param condition pure and quick; called any number of times, on any thread
     * @param deadline when to give up, by the store's clock
     * @return the first such snapshot seen, or at the deadline the latest one
     * @throws InterruptedException if the thread is interrupted; nothing is left behind
     * @throws StoreFailed if it cannot be read, or the store is closed
     */
    default Snapshot await(Predicate<Snapshot> condition, Instant deadline) throws InterruptedException {
        CompletableFuture<Snapshot> answer = when(condition, deadline);
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new StoreFailed("cannot wait for a change of the store; try again", e);
        } finally {
            answer.cancel(false);
        }
    }

    /**
     * Waits until the revision is greater than {@code since}.
     *
     * @param since a revision the caller has seen
     * @param deadline when to give up, by the store's clock
     * @return the latest snapshot; its revision is not greater than {@code since} exactly when the deadline passed
     * @throws InterruptedException if the thread is interrupted; nothing is left behind
     * @throws StoreFailed if it cannot be read, or the store is closed
     */
    default Snapshot awaitChange(long since, Instant deadline) throws InterruptedException {
        return await(snapshot -> snapshot.revision() > since, deadline);
    }

    /** Frees what the store holds in this process; the data stays. Waiting threads get {@link StoreFailed}. Idempotent. */
    @Override
    void close();
}
