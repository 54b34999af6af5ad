package dev.coord.testkit;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.ProcessId;
import dev.coord.core.history.Step;
import dev.coord.core.lock.LockTable;
import dev.coord.core.lock.Renewals;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.spi.SnapshotWaiters;
import dev.coord.lock.Lease;
import dev.coord.state.ConflictEntry;
import dev.coord.store.CoordinationStore;
import dev.coord.store.History;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * A store that keeps its snapshot in the memory of one process and forgets it with the object. Safe from many threads.
 * With a {@link ManualClock} a deadline passes when that clock is moved past it, and no real time is waited for; any other
 * clock is taken to move as real time does. What processes that have died held or waited for is gone
 * with the next update; what living ones hold does not end by the clock.
 */
public final class InMemoryStore implements CoordinationStore {

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final SnapshotWaiters waiters;
    private final List<ConflictEntry> log = new ArrayList<>();
    private final List<HistoryEntry> history = new ArrayList<>();
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
        this.waiters = new SnapshotWaiters(clock);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public InstantSource clock() {
        return clock;
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
        Transition<O> done = commit(update);
        answerWaiters();
        return done;
    }

    @Override
    public CompletableFuture<Snapshot> when(Predicate<Snapshot> condition, Instant deadline) {
        CompletableFuture<Snapshot> answer = waiters.add(condition, deadline, this::read);
        if (!(clock instanceof ManualClock)) {
            answerAt(deadline, answer);
        }
        return answer;
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
    public History history() {
        return revision -> {
            lock.lock();
            try {
                requireOpen("read the history");
                return List.copyOf(history).stream().filter(entry -> entry.revision() > revision);
            } finally {
                lock.unlock();
            }
        };
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        waiters.fail(isClosed("wait"));
    }

    private <O> Transition<O> commit(Update<O> update) {
        lock.lock();
        try {
            requireOpen("update the snapshot");
            Snapshot before = snapshot;
            Instant now = clock.instant();
            Set<ProcessId> owners = owners();
            Set<ProcessId> dead = new HashSet<>(owners);
            dead.removeIf(ProcessLife::isAlive);
            Transition<O> decided = update.apply(settled(owners, dead, now), now);
            Snapshot after = decided.after().withRevision(before.revision());
            if (!after.equals(before)) {
                snapshot = after.withRevision(Math.addExact(before.revision(), 1));
            }
            log.addAll(decided.conflicts());
            history.addAll(new Step(before, snapshot, decided.conflicts(), dead, false, now).entries());
            return new Transition<>(snapshot, decided.outcome(), decided.conflicts());
        } finally {
            lock.unlock();
        }
    }

    private Set<ProcessId> owners() {
        Set<ProcessId> owners = new HashSet<>();
        snapshot.locks().leases().forEach(lease -> {
            lease.owner().ifPresent(owners::add);
            lease.replaces().flatMap(Lease::owner).ifPresent(owners::add);
        });
        snapshot.locks().queue().forEach(ticket -> {
            ticket.request().owner().ifPresent(owners::add);
            ticket.waiter().ifPresent(owners::add);
        });
        return owners;
    }

    /** Without what the dead held, and with what the living hold. */
    private Snapshot settled(Set<ProcessId> owners, Set<ProcessId> dead, Instant now) {
        Set<ProcessId> living = new HashSet<>(owners);
        living.removeIf(owner -> dead.contains(owner) || !ProcessLife.isOfThisHost(owner));
        Snapshot held = Renewals.ofTheLiving(snapshot, living, now);
        return dead.isEmpty() ? held : LockTable.withoutOwners(held, dead, now);
    }

    private void answerAt(Instant deadline, CompletableFuture<Snapshot> answer) {
        long nanos = TimeUnit.NANOSECONDS.convert(Duration.between(clock.instant(), deadline));
        CompletableFuture<Boolean> timer =
                new CompletableFuture<Boolean>().completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS);
        CompletableFuture<Snapshot> unused = answer.whenComplete((snapshot, failure) -> timer.cancel(false));
        CompletableFuture<Void> unusedToo = timer.thenRun(() -> {
            answerWaiters();
            if (!answer.isDone()) {
                answerAt(deadline, answer); // the clock is behind the timer
            }
        });
    }

    private void answerWaiters() {
        if (!waiters.isEmpty()) {
            try {
                waiters.answer(read());
            } catch (StoreFailed e) {
                waiters.fail(e);
            }
        }
    }

    private void requireOpen(String what) {
        if (closed) {
            throw isClosed(what);
        }
    }

    private static StoreFailed isClosed(String what) {
        return new StoreFailed("cannot " + what + ": the store in memory is closed; open a new one");
    }
}
