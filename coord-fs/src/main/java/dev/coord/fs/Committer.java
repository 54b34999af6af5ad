package dev.coord.fs;

import dev.coord.CoordinationException.StoreBusy;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.ProcessId;
import dev.coord.core.lock.LockTable;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.spi.FailureText;
import dev.coord.fs.commit.BatchCommit;
import dev.coord.fs.commit.Claim;
import dev.coord.fs.commit.CommitThread;
import dev.coord.fs.commit.Farewell;
import dev.coord.fs.commit.OwnersOfLeases;
import dev.coord.fs.commit.StoreFiles;
import dev.coord.fs.commit.Ticket;
import dev.coord.fs.commit.TicketQueue;
import dev.coord.fs.disk.UnusableFile;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.owner.ProcessLock;
import dev.coord.store.CoordinationStore.Update;
import dev.coord.store.Durability;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.store.View;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of this JVM that takes a store's lock and writes its files, shared by all stores opened on the directory.
 * Callers wait for it, each in a {@link CallerWait}, so interrupting a caller never interrupts it. Updates that wait at the same time are committed
 * together.
 */
final class Committer {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final Update<String> UPKEEP =
            (before, now) -> Transition.of(LockTable.expire(before, now), ""); // and the dead are noticed
    private static final Map<Path, Committer> SHARED = new HashMap<>(); // locks belong to the process, so this must too

    private final Path home;
    private final ProcessId self = ProcessLife.current();
    private final ProcessLock lock;
    private final StoreFiles files;
    private final CommitThread thread;
    private final TicketQueue queue;
    private final ChangeWatch watch = new ChangeWatch(this);
    private final OwnersOfLeases owners;
    private final BatchCommit batches;
    private volatile boolean standsStill; // a caller has given up
    private int users;

    private Committer(Path home) throws IOException {
        this.home = home;
        this.files = new StoreFiles(home);
        this.lock = new ProcessLock(files.layout().lock());
        this.owners = new OwnersOfLeases(self, lock);
        this.thread = new CommitThread(home, lock, files);
        this.batches = new BatchCommit(files, owners);
        this.queue = new TicketQueue(thread, batches);
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
        CompletableFuture<Void> opened = thread.submit(() -> {
            lock.beginSession(self);
            files.rehearse();
            thread.lockedFor(claim, () -> {
                files.sweep();
                Instant now = clock.instant();
                if (owners.isSomethingOver(files.load(now, durability), now)) {
                    batches.commit(List.of(new Ticket<>(UPKEEP, clock, durability)));
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
        return await(ticket.answer(), ticket.claim(), patience);
    }

    /** Lets somebody edit a view while nobody else can change anything. */
    Snapshot edit(
            View view, UnaryOperator<byte[]> edit, InstantSource clock, Durability durability, StorePatience patience) {
        Claim claim = new Claim();
        CompletableFuture<Snapshot> edited = new CompletableFuture<>();
        CompletableFuture<Void> done = thread.submitLocked(
                claim,
                () -> edited.complete(
                        files.edit(view, edit, clock.instant(), durability).snapshot()));
        await(done, claim, patience);
        return edited.join();
    }

    void mendHistory(InstantSource clock, Durability durability, StorePatience patience) {
        Claim claim = new Claim();
        CompletableFuture<Void> mended = thread.submitLocked(claim, () -> {
            Instant now = clock.instant();
            files.history().mend(files.load(now, durability).snapshot().revision(), now);
        });
        await(mended, claim, patience);
    }

    /** Looks for changes on behalf of all that wait in this JVM. */
    ChangeWatch watch() {
        return watch;
    }

    /** Ends what is over though nobody says so: leases and requests past their time, and those of the dead. */
    CompletableFuture<Void> keepUp(InstantSource clock, Durability durability) {
        if (!owners.mayBeOver(files.known(), clock.instant())) {
            return CompletableFuture.completedFuture(null); // this process is not dead, and the others own nothing
        }
        return thread.submit(() -> {
            if (owners.isSomethingOver(files.known(), clock.instant())) {
                thread.locked(() -> batches.commit(List.of(new Ticket<>(UPKEEP, clock, durability))));
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
            new Farewell(home, self, lock, files, thread).say(durability, () -> standsStill);
        }
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
}
