package dev.coord.fs;

import dev.coord.core.spi.SnapshotWaiters;
import dev.coord.fs.disk.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that looks for changes on behalf of everybody in this JVM who waits for one, and lives only while somebody
 * does. The system tells it of a commit where it can; it looks every few milliseconds all the same, since nothing may
 * depend on being told. Edits of the protocol's files, deadlines and dead owners it finds in that way alone.
 */
final class ChangeWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeWatch.class);

    private static final long SHORTEST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 40;
    private static final long LINGER_MILLIS = 1_000;
    private static final long UPKEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(LONGEST_PAUSE_MILLIS);

    private final Committer committer;
    private final Map<SnapshotWaiters, DirectoryStore> watched = new HashMap<>();
    private boolean running;
    private CompletableFuture<Void> upkeep = CompletableFuture.completedFuture(null);

    ChangeWatch(Committer committer) {
        this.committer = committer;
    }

    /** Answers these waiters until none is left. */
    synchronized void lookFor(SnapshotWaiters waiters, DirectoryStore store) {
        watched.put(waiters, store);
        notifyAll();
        if (!running) {
            running = true;
            Thread thread = new Thread(this::run, "coord-watch");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        try (WatchService events = events()) {
            long pause = SHORTEST_PAUSE_MILLIS;
            long kept = System.nanoTime();
            for (var now = waiting(); !now.isEmpty(); now = waiting()) {
                now.forEach(this::look);
                if (System.nanoTime() - kept >= UPKEEP_NANOS && upkeep.isDone()) {
                    kept = System.nanoTime();
                    upkeep = now.values().iterator().next().keepUp();
                }
                pause = pause(events, pause) ? SHORTEST_PAUSE_MILLIS : Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            end(e);
        }
    }

    /** Who waits; nobody only after that has been so for a while. */
    private synchronized Map<SnapshotWaiters, DirectoryStore> waiting() throws InterruptedException {
        watched.keySet().removeIf(SnapshotWaiters::isEmpty);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
        while (watched.isEmpty() && System.nanoTime() < end) {
            wait(LINGER_MILLIS);
        }
        running = !watched.isEmpty();
        return new HashMap<>(watched);
    }

    private void look(SnapshotWaiters waiters, DirectoryStore store) {
        try {
            waiters.answer(store.latest());
        } catch (RuntimeException e) {
            waiters.fail(e);
        }
    }

    private static boolean pause(@Nullable WatchService events, long millis) throws InterruptedException {
        if (events == null) {
            TimeUnit.MILLISECONDS.sleep(millis);
            return false;
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            WatchKey key = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (key == null) {
                return false;
            }
            boolean committed = key.pollEvents().stream().anyMatch(ChangeWatch::isOfACommit);
            key.reset();
            if (committed) {
                return true;
            }
        }
    }

    /** Not of a file on its way there; an overflow may stand for anything. */
    private static boolean isOfACommit(WatchEvent<?> event) {
        return !(event.context() instanceof Path name) || !AtomicFile.isNameOfTemporary(name);
    }

    private @Nullable WatchService events() {
        Path directory = committer.files().layout().control();
        WatchService events = null;
        try {
            events = directory.getFileSystem().newWatchService();
            directory.register(events, StandardWatchEventKinds.ENTRY_CREATE);
            return events;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("cannot be told of changes in {}; looking every few milliseconds", directory, e);
            close(events);
            return null;
        }
    }

    private static void close(@Nullable WatchService events) {
        try {
            if (events != null) {
                events.close();
            }
        } catch (IOException e) {
            LOG.debug("cannot close", e);
        }
    }

    private synchronized void end(Throwable failure) {
        running = false;
        watched.keySet().forEach(waiters -> waiters.fail(failure));
    }
}
