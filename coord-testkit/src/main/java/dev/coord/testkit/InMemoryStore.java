package dev.coord.testkit;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.state.ConflictEntry;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A store that keeps its snapshot in the memory of one process and forgets it with the object. Safe from many threads.
 * With a {@link ManualClock} a deadline passes when that clock is moved past it, and no real time is waited for; any other
 * clock is taken to move as real time does.
 */
public final class InMemoryStore implements CoordinationStore {

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final List<ConflictEntry> log = new ArrayList<>();
    private final ManualClock.Listening listening;
    private Snapshot snapshot;
    private boolean closed;

    /**
     * A store that holds {@link Snapshot#EMPTY}.
     *
     * @param clock the store's time
     */
    public InMemoryStore(InstantSource clock) {
        this(clock, Snapshot.EMPTY);
    }

    /**
     * @param clock the store's time
     * @param start what the store holds at first
     */
    public InMemoryStore(InstantSource clock, Snapshot start) {
        this.clock = clock;
        this.snapshot = start;
        this.listening = clock instanceof ManualClock manual ? manual.onMove(this::wakeAll) : () -> {};
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Snapshot read() {
        lock.lock();
        try {
            requireOpen("read the snapshot");
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <O> Transition<O> update(Update<O> update) {
        lock.lock();
        try {
            requireOpen("update the snapshot");
            Transition<O> decided = update.apply(snapshot, clock.instant());
            Snapshot after = decided.after().withRevision(snapshot.revision());
            if (!after.equals(snapshot)) {
                snapshot = after.withRevision(Math.addExact(snapshot.revision(), 1));
                moved.signalAll();
            }
            log.addAll(decided.conflicts());
            return new Transition<>(snapshot, decided.outcome(), decided.conflicts());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Snapshot awaitChange(long since, Instant deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!hasAnswer(since, deadline)) {
                moved.awaitNanos(nanosUntil(deadline));
            }
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<ConflictEntry> conflicts() {
        lock.lock();
        try {
            requireOpen("read the conflict log");
            return List.copyOf(log);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        listening.close();
    }

    private boolean hasAnswer(long since, Instant deadline) {
        requireOpen("wait for revision " + (since + 1));
        return snapshot.revision() > since || !clock.instant().isBefore(deadline);
    }

    private long nanosUntil(Instant deadline) {
        return clock instanceof ManualClock
                ? Long.MAX_VALUE
                : TimeUnit.NANOSECONDS.convert(Duration.between(clock.instant(), deadline));
    }

    private void wakeAll() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen(String what) {
        if (closed) {
            throw new StoreFailed("cannot " + what + ": the store in memory is closed; open a new one");
        }
    }
}
