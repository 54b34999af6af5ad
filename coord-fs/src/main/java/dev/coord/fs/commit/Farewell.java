package dev.coord.fs.commit;

import dev.coord.ProcessId;
import dev.coord.fs.document.Commit;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.history.HistoryLog;
import dev.coord.fs.owner.ProcessLock;
import dev.coord.store.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the last user of a store in this process leaves it: its session ends, and its channels are closed.
 *
 * @param home the coordination directory
 * @param self this process
 */
public record Farewell(Path home, ProcessId self, ProcessLock lock, StoreFiles files, CommitThread thread) {

    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MOST_PAUSES = 25;

    /**
     * Ends the session and the thread. Other processes may keep the lock for a while; one that stands still is not waited for.
     *
     * @param standsStill whether a caller has given up
     */
    public void say(Durability durability, BooleanSupplier standsStill) {
        CompletableFuture<Void> ended = thread.end(() -> endSession(durability));
        boolean interrupted = false;
        for (int i = 0; !ended.isDone(); i++) {
            try {
                ended.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                LOG.debug("cannot end the session in {}", home, e);
            } catch (TimeoutException e) {
                if (lock.isAwaited() && (standsStill.getAsBoolean() || interrupted || i >= MOST_PAUSES)) {
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

    /** A process that closes the store and lives on is not to be taken for dead where only its byte can tell. */
    private void endSession(Durability durability) {
        HistoryLog history = files.history();
        try (lock;
                history) {
            if (files.known().sessions().contains(self)) {
                thread.locked(() -> {
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
