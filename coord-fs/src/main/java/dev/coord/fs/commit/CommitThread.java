package dev.coord.fs.commit;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.fs.owner.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** The one thread of this JVM that works on a store's files, and the lock that it takes to do so. */
public final class CommitThread {

    /** What it does. */
    public interface Work {
        void run() throws IOException;
    }

    private final Path home;
    private final ProcessLock lock;
    private final StoreFiles files;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread committer = new Thread(work, "coord-commit");
        committer.setDaemon(true);
        return committer;
    });

    public CommitThread(Path home, ProcessLock lock, StoreFiles files) {
        this.home = home;
        this.lock = lock;
        this.files = files;
    }

    /** Does something later; completed when it is done, exceptionally where it failed or the thread has ended. */
    public CompletableFuture<Void> submit(Work work) {
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

    /** Does a last thing, behind all that it was given before, and then ends. */
    CompletableFuture<Void> end(Work last) {
        CompletableFuture<Void> ended = submit(last);
        thread.shutdown();
        return ended;
    }

    /** On this thread: keeps other processes away meanwhile. What it left to be forced they need not wait for. */
    public void locked(Work work) throws IOException {
        ProcessLock.Held held = lock.acquire();
        try {
            work.run();
        } finally {
            held.close();
        }
        files.force();
    }

    /** Does something under the lock on behalf of a caller, unless the caller has given up by then. */
    public CompletableFuture<Void> submitLocked(Claim claim, Work work) {
        return submit(() -> lockedFor(claim, work));
    }

    /** On this thread: the same. */
    public void lockedFor(Claim claim, Work work) throws IOException {
        locked(() -> {
            if (claim.begin()) {
                work.run();
            }
        });
    }

    StoreFailed isClosed() {
        return new StoreFailed("the store of '" + home + "' was closed meanwhile; open it again");
    }
}
