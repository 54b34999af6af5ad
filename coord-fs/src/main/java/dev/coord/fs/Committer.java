package dev.coord.fs;

import dev.coord.CoordinationException.StoreBusy;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.ProcessId;
import dev.coord.core.lock.LockTable;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.spi.FailureText;
import dev.coord.fs.disk.UnusableFile;
import dev.coord.fs.document.Commit;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.history.HistoryLog;
import dev.coord.fs.owner.ProcessLock;
import dev.coord.state.ConflictEntry;
import dev.coord.store.CoordinationStore.Update;
import dev.coord.store.Durability;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.store.View;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of this JVM that takes a store's lock and writes its files, shared by all stores opened on the directory.
 * Callers wait for it, in a {@link CallerWait}, so interrupting a caller never interrupts it. Updates that wait at the same time are committed
 * together.
 */
final class Committer {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final int LARGEST_BATCH = 256;
    private static final Duration FAREWELL = Duration.ofMillis(200);
    private static final int MOST_FAREWELLS = 25;
    private static final Update<String> UPKEEP =
            (before, now) -> Transition.of(LockTable.expire(before, now), ""); // and the dead are noticed
    private static final Map<Path, Committer> SHARED = new HashMap<>(); // locks belong to the process, so this must too

    private final Path home;
    private final ProcessId self = ProcessLife.current();
    private final ProcessLock lock;
    private final StoreFiles files;
    private final ConcurrentLinkedQueue<Ticket<?>> queue = new ConcurrentLinkedQueue<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread committer = new Thread(work, "coord-commit");
        committer.setDaemon(true);
        return committer;
    });
    private final ChangeWatch watch = new ChangeWatch(this);
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final OwnersOfLeases owners;
    private volatile boolean standsStill; // a caller has given up
    private int users;

    private Committer(Path home) throws IOException {
        this.home = home;
        this.files = new StoreFiles(home);
        this.lock = new ProcessLock(files.layout().lock());
        this.owners = new OwnersOfLeases(self, lock);
    }

    /** The committer of a directory, whose real path is given. */
    static Committer of(Path home) throws IOException {
        synchronized (SHARED) {
            Committer committer = SHARED.get(home);
            if (committer == null || !committer.lock.isInPlace()) {
                committer = new Committer(home);
                SHARED.put(home, committer);
            }
            committer.users++;
            return committer;
        }
    }

    StoreFiles files() {
        return files;
    }

    /** Removes what killed processes left, repairs what they had not finished, and ends what is over. */
    void open(InstantSource clock, Durability durability, StorePatience patience) {
        Claim claim = new Claim();
        CompletableFuture<Void> opened = submit(() -> {
            lock.beginSession(self);
            files.rehearse();
            locked(claim, () -> {
                files.sweep();
                Instant now = clock.instant();
                if (owners.isSomethingOver(files.load(now, durability), now)) {
                    commit(List.of(new Ticket<>(UPKEEP, clock, durability)));
                }
            });
        });
        await(opened, claim, patience);
    }

    /** The latest snapshot. */
    Snapshot latest(InstantSource clock, Durability durability, StorePatience patience) {
        try {
            Optional<StoredDocument> unedited = files.glance();
            if (unedited.isPresent()) {
                return unedited.get().snapshot();
            }
        } catch (ClosedByInterruptException e) {
            LOG.debug(
                    "a reader of {} was interrupted", home, e); // the committer, which nobody interrupts, reads for it
        } catch (IOException e) {
            throw failed(e);
        }
        return update(UPKEEP, clock, durability, patience).after();
    }

    <O> Transition<O> update(Update<O> update, InstantSource clock, Durability durability, StorePatience patience) {
        Ticket<O> ticket = new Ticket<>(update, clock, durability);
        queue.add(ticket);
        schedule();
        return await(ticket.answer(), ticket.claim(), patience);
    }

    /** Lets somebody edit a view while nobody else can change anything. */
    Snapshot edit(
            View view, UnaryOperator<byte[]> edit, InstantSource clock, Durability durability, StorePatience patience) {
        Claim claim = new Claim();
        CompletableFuture<Snapshot> edited = new CompletableFuture<>();
        CompletableFuture<Void> done = submit(() -> locked(
                claim,
                () -> edited.complete(
                        files.edit(view, edit, clock.instant(), durability).snapshot())));
        await(done, claim, patience);
        return edited.join();
    }

    void mendHistory(InstantSource clock, Durability durability, StorePatience patience) {
        Claim claim = new Claim();
        CompletableFuture<Void> mended = submit(() -> locked(claim, () -> {
            Instant now = clock.instant();
            files.history().mend(files.load(now, durability).snapshot().revision(), now);
        }));
        await(mended, claim, patience);
    }

    /** Looks for changes on behalf of who waits in this JVM. */
    ChangeWatch watch() {
        return watch;
    }

    /** Ends what is over though nobody says so: leases and requests past their time, and those of the dead. */
    CompletableFuture<Void> keepUp(InstantSource clock, Durability durability) {
        if (!owners.mayBeOver(files.known(), clock.instant())) {
            return CompletableFuture.completedFuture(null); // this process is not dead, and the others own nothing
        }
        return submit(() -> {
            if (owners.isSomethingOver(files.known(), clock.instant())) {
                locked(() -> commit(List.of(new Ticket<>(UPKEEP, clock, durability))));
            }
        });
    }

    /** The last user's release closes the channel before it returns: a second channel on one file would lose the lock. */
    void release(Durability durability) {
        synchronized (SHARED) {
            if (--users > 0) {
                return;
            }
            SHARED.remove(home, this);
            CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> endSession(durability), thread);
            thread.shutdown();
            sayFarewell(ended);
        }
    }

    /** Other processes may keep the lock for a while; one that stands still is not waited for. */
    private void sayFarewell(CompletableFuture<Void> ended) {
        boolean interrupted = false;
        for (int i = 0; !ended.isDone(); i++) {
            try {
                ended.get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                LOG.debug("cannot end the session in {}", home, e);
            } catch (TimeoutException e) {
                if (lock.isAwaited() && (standsStill || interrupted || i >= MOST_FAREWELLS)) {
                    abandon();
                    break;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void abandon() {
        try {
            lock.abandon();
        } catch (IOException e) {
            LOG.debug("cannot close the lock file of {}", home, e);
        }
    }

    /** Whoever adds a ticket sees to it that a commit is to come; one that is to come already will find the ticket. */
    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            CompletableFuture<Void> accepted = submit(this::commitQueued);
            if (accepted.isCompletedExceptionally()) {
                scheduled.set(false);
                drain(Integer.MAX_VALUE).forEach(ticket -> ticket.fail(isClosed()));
            }
        }
    }

    /** Whoever comes while another process has the lock is in time for this commit. */
    private void commitQueued() {
        List<Ticket<?>> batch = new ArrayList<>();
        try {
            if (!queue.isEmpty()) {
                files.rehearseCommit();
                locked(() -> {
                    batch.addAll(drain(LARGEST_BATCH));
                    commit(batch);
                });
            }
            batch.forEach(Ticket::acknowledge);
        } catch (IOException | RuntimeException | Error e) { // it is the callers', and the thread goes on
            List<Ticket<?>> failed = batch.isEmpty() ? drain(Integer.MAX_VALUE) : batch;
            failed.forEach(ticket -> ticket.fail(e));
        }
        scheduled.set(false);
        if (!queue.isEmpty()) {
            schedule();
        }
    }

    private List<Ticket<?>> drain(int most) {
        List<Ticket<?>> batch = new ArrayList<>();
        while (batch.size() < most) {
            Ticket<?> next = queue.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    /** For whoever holds the lock. */
    private void commit(List<Ticket<?>> batch) throws IOException {
        Durability durability = batch.stream()
                .map(Ticket::durability)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant now = batch.get(0).now();
        StoredDocument stored = files.load(now, durability);
        Set<ProcessId> dead = owners.dead(stored);
        Set<ProcessId> living = owners.living(stored, dead);
        Snapshot current = stored.snapshot();
        List<ConflictEntry> entries = new ArrayList<>();
        for (Ticket<?> ticket : batch) {
            current = ticket.decide(current, dead, living);
            entries.addAll(ticket.entries());
        }
        if (current.equals(stored.snapshot()) && entries.isEmpty()) {
            files.settle(durability);
            return;
        }
        StoredDocument next = stored.with(current).withSessions(owners.sessions(stored, current));
        Instant end = batch.get(batch.size() - 1).now();
        files.commit(new Commit(stored, next, entries, dead, false, end, durability));
    }

    /** Keeps other processes away meanwhile. What it left to be forced they need not wait for. */
    private void locked(Work work) throws IOException {
        ProcessLock.Held held = lock.acquire();
        try {
            work.run();
        } finally {
            held.close();
        }
        files.force();
    }

    /** The same on behalf of a caller, unless it has given up. */
    private void locked(Claim claim, Work work) throws IOException {
        locked(() -> {
            if (claim.begin()) {
                work.run();
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private CompletableFuture<Void> submit(Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    work.run();
                    done.complete(null);
                } catch (IOException | RuntimeException | Error e) { // it is the caller's, and the thread goes on
                    done.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(isClosed());
        }
        return done;
    }

    private StoreFailed isClosed() {
        return new StoreFailed("the store of '" + home + "' was closed meanwhile; open it again");
    }

    private <T> T await(CompletableFuture<T> answer, Claim claim, StorePatience patience) {
        try {
            return new CallerWait(home, lock, patience).forAnswer(answer, claim);
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (StoreBusy e) {
            standsStill = true;
            throw e;
        }
    }

    private RuntimeException failed(Throwable cause) {
        if (cause instanceof RuntimeException e) {
            return e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        if (cause instanceof ClosedChannelException e) {
            return new StoreFailed("interrupted while it used the coordination directory '" + home + "'; try again", e);
        }
        if (cause instanceof UnusableFile e) {
            return e.asStoreFailed();
        }
        return new StoreFailed(
                "cannot use the coordination directory '" + home + "': " + FailureText.of(cause)
                        + "; nothing was changed; make it readable and writable, with space on its disk, and try again",
                cause);
    }

    /** Who closes the store and lives on is not to be taken for dead where only his byte can tell. */
    private void endSession(Durability durability) {
        HistoryLog history = files.history();
        try (lock;
                history) {
            if (files.known().sessions().contains(self)) {
                locked(() -> {
                    Instant now = Instant.now();
                    StoredDocument stored = files.load(now, durability);
                    Set<ProcessId> others = new HashSet<>(stored.sessions());
                    others.remove(self);
                    files.commit(Commit.of(stored, stored.withSessions(others), now, durability));
                });
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("cannot end the session in {}", home, e);
        }
    }
}
