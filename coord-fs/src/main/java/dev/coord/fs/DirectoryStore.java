package dev.coord.fs;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.spi.FailureText;
import dev.coord.core.spi.SnapshotWaiters;
import dev.coord.fs.disk.DirectoryLayout;
import dev.coord.fs.disk.Force;
import dev.coord.fs.disk.UnusableFile;
import dev.coord.fs.history.FileHistory;
import dev.coord.state.ConflictEntry;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Durability;
import dev.coord.store.History;
import dev.coord.store.Snapshot;
import dev.coord.store.StoreReader;
import dev.coord.store.Transition;
import dev.coord.store.View;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Keeps the snapshot in a directory of a local file system, shared by many threads and processes of one host. Beside the
 * private document stand the protocol's {@code coordination-locks.json}, {@code coordination-state.json} and
 * {@code conflicts.log}: written before an update is acknowledged, repaired whenever they are not what they should be, and
 * open to edits by others. Locks of a process that died are free with the next update; they and those past their time are
 * gone once somebody opens the store. Specification 3.1 and 4.1.
 */
public final class DirectoryStore implements CoordinationStore {

    private final Path home;
    private final InstantSource clock;
    private final Durability durability;
    private final StorePatience patience;
    private final Committer committer;
    private final SnapshotWaiters waiters;
    private volatile boolean closed;

    private DirectoryStore(
            Path home, InstantSource clock, Durability durability, StorePatience patience, Committer committer) {
        this.home = home;
        this.clock = clock;
        this.durability = durability;
        this.patience = patience;
        this.committer = committer;
        this.waiters = new SnapshotWaiters(clock);
    }

    /**
     * Opens the store of a directory for updates that outlive a power cut, and makes the directory if it is missing.
     *
     * @param directory the coordination directory
     * @param clock the store's time
     * @return the store
     * @throws StoreFailed if the directory cannot be made or used, or holds a corrupt store
     */
    public static DirectoryStore open(Path directory, InstantSource clock) {
        return open(directory, clock, Durability.POWER_LOSS);
    }

    /**
     * Opens the store of a directory, and makes the directory if it is missing. Stores that are opened on one directory
     * may differ in their durability: each update outlives what its own store promises.
     *
     * @param directory the coordination directory
     * @param clock the store's time
     * @param durability what the updates of this store outlive
     * @return the store
     * @throws StoreFailed if the directory cannot be made or used, or holds a corrupt store
     */
    public static DirectoryStore open(Path directory, InstantSource clock, Durability durability) {
        return open(directory, clock, durability, StorePatience.ofEachCall(StorePatience.DEFAULT));
    }

    /**
     * Opens the store of a directory, and makes the directory if it is missing.
     *
     * @param directory the coordination directory
     * @param clock the store's time
     * @param durability what the updates of this store outlive
     * @param patience how long this and each later call waits for the lock of the store, and who is told
     * @return the store
     * @throws StoreFailed if the directory cannot be made or used, or holds a corrupt store
     * @throws dev.coord.CoordinationException.StoreBusy if another process keeps the lock for longer; later calls throw it too
     */
    public static DirectoryStore open(
            Path directory, InstantSource clock, Durability durability, StorePatience patience) {
        try {
            if (durability == Durability.POWER_LOSS) {
                Force.madeDirectory(directory.toAbsolutePath());
            } else {
                Files.createDirectories(directory);
            }
            Path home = directory.toRealPath();
            Committer committer = Committer.of(home);
            DirectoryStore store = new DirectoryStore(home, clock, durability, patience, committer);
            try {
                committer.open(clock, durability, patience);
            } catch (RuntimeException e) {
                store.close();
                throw e;
            }
            return store;
        } catch (UnusableFile e) {
            throw e.asStoreFailed();
        } catch (ClosedByInterruptException e) {
            throw new StoreFailed(
                    "interrupted while opening the coordination directory '" + directory + "'; try again", e);
        } catch (IOException e) {
            throw new StoreFailed(
                    "cannot open the coordination directory '" + directory + "': " + FailureText.of(e)
                            + "; name a directory on a local disk that you may write, with --dir or COORD_DIR",
                    e);
        }
    }

    /** Whether anything of a store lies in a directory, which may be missing. */
    public static boolean isIn(Path directory) {
        return new DirectoryLayout(directory).holdsState();
    }

    /**
     * What a store keeps in its directory.
     *
     * @param directory the coordination directory
     * @return one file of each kind, none of which need be there
     */
    public static List<Path> examplesIn(Path directory) {
        return new DirectoryLayout(directory).examples();
    }

    /**
     * Reads what the store of a directory holds, and writes nothing: on a file system that is mounted read-only, on a full one,
     * and for a user that may only read. Takes no lock and waits for none; safe while others write. What others edited counts,
     * and what is over by now is over, though neither is written down.
     *
     * @param directory the coordination directory, which may be missing: then it holds {@link Snapshot#EMPTY}
     * @param clock what is over by its time is not in the snapshot
     * @return the reader, with nothing to be closed. For a user that may not read coord's private files, its snapshot tells
     *     what the protocol's files tell
     */
    public static StoreReader reader(Path directory, InstantSource clock) {
        return new DirectoryReader(directory, clock);
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
        requireOpen();
        return latest();
    }

    @Override
    public History history() {
        requireOpen();
        return revision -> {
            requireOpen();
            mendHistory();
            return new FileHistory(home).since(revision);
        };
    }

    /** Marks in the history what is missing there. */
    public void mendHistory() {
        committer.mendHistory(clock, durability, patience);
    }

    public Snapshot latest() {
        return committer.latest(clock, durability, patience);
    }

    CompletableFuture<Void> keepUp() {
        return committer.keepUp(clock, durability);
    }

    @Override
    public <O> Transition<O> update(Update<O> update) {
        requireOpen();
        return committer.update(update, clock, durability, patience);
    }

    /**
     * Edits one of the protocol's files as {@code jq} and {@code mv} do, but so that nobody comes in between: what is added
     * to the document or taken out of it is added or taken away, by the rules for edits of the file itself. Reading 8.
     *
     * @param view which file
     * @param edit makes the document that it is to be of the document as it is; called once, with nobody else able to change
     *     anything until it returns, on a thread of the store
     * @return the snapshot from now on
     * @throws BadInput if what it made is not what the protocol says, with the JSON pointer of the fault; nothing was changed
     * @throws StoreFailed if it could not be written; then, unless the message says that the outcome is unknown, nothing was
     *     changed
     */
    public Snapshot edit(View view, UnaryOperator<byte[]> edit) {
        requireOpen();
        return committer.edit(view, edit, clock, durability, patience);
    }

    @Override
    public CompletableFuture<Snapshot> when(Predicate<Snapshot> condition, Instant deadline) {
        CompletableFuture<Snapshot> answer = waiters.add(condition, deadline, this::read);
        if (!answer.isDone()) {
            committer.watch().lookFor(waiters, this);
        }
        return answer;
    }

    @Override
    public List<ConflictEntry> conflicts() {
        update((before, now) -> Transition.of(before, "")); // repairs the log where a process died over it
        return committer.files().log().read();
    }

    @Override
    public void close() {
        synchronized (waiters) {
            if (closed) {
                return;
            }
            closed = true;
        }
        waiters.fail(isClosed());
        committer.release(durability);
    }

    private void requireOpen() {
        if (closed) {
            throw isClosed();
        }
    }

    private StoreFailed isClosed() {
        return new StoreFailed("the store of '" + home + "' is closed in this process; open it again");
    }
}
