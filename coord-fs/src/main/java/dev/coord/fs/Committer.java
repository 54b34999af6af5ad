package dev.coord.fs;

import dev.coord.CoordinationException.StoreFailed;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.LoggerFactory;

/**
 * The one thread of this JVM that touches a store's directory, shared by all stores opened on it. Callers wait for it, so
 * interrupting a caller never interrupts it.
 */
final class Committer {

    /** Work done while no other process is at it. */
    interface Work<T> {
        T run() throws IOException;
    }

    private static final Map<Path, Committer> SHARED = new HashMap<>(); // locks belong to the process, so this must too

    private final Path home;
    private final ProcessLock lock;
    private final StoreFiles files;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread committer = new Thread(work, "coord-commit");
        committer.setDaemon(true);
        return committer;
    });
    private int users;

    private Committer(Path home) throws IOException {
        this.home = home;
        this.files = new StoreFiles(home);
        this.lock = new ProcessLock(files.lockFile());
    }

    /** The committer of a directory, whose real path is given. */
    static Committer of(Path home) throws IOException {
        synchronized (SHARED) {
            Committer committer = SHARED.get(home);
            if (committer == null) {
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

    <T> T locked(Work<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        thread.execute(() -> {
            try (FileLock held = lock.acquire()) {
                done.complete(work.run());
            } catch (Throwable e) { // whatever it is, it is the caller's
                done.completeExceptionally(e);
            }
        });
        try {
            return done.join();
        } catch (CompletionException e) {
            throw rethrown(e.getCause() == null ? e : e.getCause());
        }
    }

    /** The last user's release closes the channel before it returns: a second channel on one file would lose the lock. */
    void release() {
        synchronized (SHARED) {
            if (--users > 0) {
                return;
            }
            SHARED.remove(home);
            CompletableFuture.runAsync(this::closeLock, thread).join();
            thread.shutdown();
        }
    }

    private void closeLock() {
        try {
            lock.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(Committer.class).debug("cannot close the lock of {}", home, e);
        }
    }

    private RuntimeException rethrown(Throwable cause) {
        if (cause instanceof RuntimeException e) {
            return e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        return new StoreFailed(
                "cannot update the coordination directory '" + home + "': " + cause
                        + "; nothing was changed; make it writable, with space on its disk, and try again",
                cause);
    }
}
