package dev.coord.fs;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.ProcessId;
import dev.coord.core.driver.ProcessLife;
import dev.coord.core.lock.LockTable;
import dev.coord.lock.Lease;
import dev.coord.lock.PendingRequest;
import dev.coord.state.ConflictEntry;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the snapshot in a directory of a local file system, shared by many threads and processes of one host. Beside the
 * private document stand the protocol's {@code coordination-locks.json}, {@code coordination-state.json} and
 * {@code conflicts.log}: written before an update is acknowledged, repaired whenever they are not what they should be, and
 * open to edits by others. Locks of a process that died are free with the next update. Specification 3.1 and 4.1.
 */
public final class FileStore implements CoordinationStore {

    private static final long SHORTEST_POLL_MILLIS = 2;
    private static final long LONGEST_POLL_MILLIS = 40;
    private static final int POLLS_BETWEEN_HOUSEKEEPING = 8;

    private final Path home;
    private final InstantSource clock;
    private final Committer committer;
    private volatile boolean closed;

    private FileStore(Path home, InstantSource clock, Committer committer) {
        this.home = home;
        this.clock = clock;
        this.committer = committer;
    }

    /**
     * Opens the store of a directory, and makes the directory if it is missing.
     *
     * @param directory the coordination directory
     * @param clock the store's time
     * @return the store
     * @throws StoreFailed if the directory cannot be made or used, or holds a corrupt store
     */
    public static FileStore open(Path directory, InstantSource clock) {
        try {
            Files.createDirectories(directory);
            Path home = directory.toRealPath();
            Committer committer = Committer.of(home);
            FileStore store = new FileStore(home, clock, committer);
            try {
                committer.locked(() -> committer.files().load(clock.instant()));
            } catch (RuntimeException e) {
                store.close();
                throw e;
            }
            return store;
        } catch (IOException e) {
            throw new StoreFailed(
                    "cannot open the coordination directory '" + directory + "': " + e
                            + "; name a directory on a local disk that you may write, with --dir or COORD_DIR",
                    e);
        }
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Snapshot read() {
        requireOpen();
        try {
            if (committer.files().looksUnchanged()) {
                return committer.files().known().snapshot();
            }
        } catch (IOException e) {
            throw new StoreFailed("cannot read the coordination directory '" + home + "': " + e, e);
        }
        return committer.locked(() -> committer.files().load(clock.instant())).snapshot();
    }

    @Override
    public <O> Transition<O> update(Update<O> update) {
        requireOpen();
        Transition<O> done = committer.locked(() -> applyLocked(update));
        synchronized (committer) {
            committer.notifyAll();
        }
        return done;
    }

    @Override
    public Snapshot awaitChange(long since, Instant deadline) throws InterruptedException {
        long pause = SHORTEST_POLL_MILLIS;
        for (int polls = 0; ; polls++) {
            Snapshot snapshot = read();
            if (snapshot.revision() > since || !clock.instant().isBefore(deadline)) {
                return snapshot;
            }
            if (polls % POLLS_BETWEEN_HOUSEKEEPING == 0 && needsHousekeeping(snapshot)) {
                update((before, now) -> Transition.of(LockTable.expire(before, now), before.revision()));
                continue;
            }
            synchronized (committer) {
                if (!closed) {
                    committer.wait(pause);
                }
            }
            pause = Math.min(LONGEST_POLL_MILLIS, pause + 1);
        }
    }

    @Override
    public List<ConflictEntry> conflicts() {
        read(); // repairs the log where a process died over it
        return committer.files().log().read();
    }

    @Override
    public void close() {
        synchronized (committer) {
            if (closed) {
                return;
            }
            closed = true;
            committer.notifyAll();
        }
        committer.release();
    }

    private <O> Transition<O> applyLocked(Update<O> update) throws IOException {
        Instant now = clock.instant();
        StoredDocument stored = committer.files().load(now);
        Snapshot before = LockTable.withoutOwners(stored.snapshot(), deadOwners(stored.snapshot()), now);
        Transition<O> transition = update.apply(before, now);
        boolean changed =
                !transition.after().withRevision(stored.snapshot().revision()).equals(stored.snapshot());
        Snapshot after =
                changed ? transition.after().withRevision(stored.snapshot().revision() + 1) : stored.snapshot();
        if (changed || !transition.conflicts().isEmpty()) {
            StoredDocument next = new StoredDocument(after, stored.views(), stored.history(), stored.log());
            committer.files().commit(stored, next, ConflictLog.text(transition.conflicts()));
        }
        return new Transition<>(after, transition.outcome(), transition.conflicts());
    }

    private boolean needsHousekeeping(Snapshot snapshot) {
        return LockTable.expire(snapshot, clock.instant()) != snapshot
                || !deadOwners(snapshot).isEmpty();
    }

    private static Set<ProcessId> deadOwners(Snapshot snapshot) {
        Set<ProcessId> owners = new HashSet<>();
        for (Lease lease : snapshot.locks().leases()) {
            lease.owner().ifPresent(owners::add);
        }
        for (PendingRequest pending : snapshot.locks().queue()) {
            pending.request().owner().ifPresent(owners::add);
        }
        owners.removeIf(ProcessLife::isAlive);
        return owners;
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreFailed("the store of '" + home + "' is closed in this process; open it again");
        }
    }
}
