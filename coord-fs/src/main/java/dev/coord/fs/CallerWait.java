package dev.coord.fs;

import dev.coord.CoordinationException.StoreBusy;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.fs.commit.Claim;
import dev.coord.fs.owner.ProcessLock;
import dev.coord.fs.owner.StoreHolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A caller's wait for the committer: not longer than its patience, not in silence, and not long after an interrupt. What has
 * not begun by then is given up, and never done later.
 */
final class CallerWait {

    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** An interrupted caller may have to clear up, which takes milliseconds where nobody stands still. */
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(300);

    /** A commit that has begun takes as long as the disk. */
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(10);

    private final Path home;
    private final ProcessLock lock;
    private final StorePatience patience;
    private final long begun = System.nanoTime();
    private long end;
    private boolean told;
    private boolean interrupted;
    private boolean given;

    CallerWait(Path home, ProcessLock lock, StorePatience patience) {
        this.home = home;
        this.lock = lock;
        this.patience = patience;
        this.end = begun + patience.left().toNanos();
    }

    /**
     * The answer.
     *
     * @throws ExecutionException with what the committer met
     * @throws StoreBusy if the lock was not to be had; nothing was done
     */
    <T> T forAnswer(CompletableFuture<T> answer, Claim claim) throws ExecutionException {
        try {
            while (true) {
                try {
                    return answer.get(pause(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                    end = Math.min(end, System.nanoTime() + AFTER_INTERRUPT.toNanos());
                } catch (TimeoutException e) {
                    goOnOrGiveUp(claim);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private long pause() {
        long until = told ? end : Math.min(end, begun + SILENCE.toNanos());
        return Math.max(0, until - System.nanoTime());
    }

    private void goOnOrGiveUp(Claim claim) {
        if (System.nanoTime() < end) {
            told = true;
            patience.tell("waiting for " + what()
                    + holder().map(found -> ": " + found.text()).orElse(""));
        } else if (!given && !claim.giveUp()) {
            given = true; // it has begun, and its outcome is worth some more waiting
            end = System.nanoTime() + (interrupted ? AFTER_INTERRUPT : LONGEST_COMMIT).toNanos();
        } else if (given) {
            throw new StoreFailed(
                    "the outcome is unknown: a change in '" + home + "' was begun and is not finished after " + waited()
                            + "; look at it with 'coord status' once the disk answers again");
        } else if (interrupted) {
            throw new StoreBusy("interrupted while waiting for " + what() + "; nothing was changed");
        } else {
            throw new StoreBusy("cannot use the coordination directory '" + home + "': waited " + waited() + " for "
                    + (lock.isAwaited() ? "its lock" : "other work of this process")
                    + holder().map(found -> "; " + found.text() + "; " + found.advice())
                            .orElse("; find the process that holds it, and end it if it hangs")
                    + ", and try again; nothing was changed");
        }
    }

    private String what() {
        return lock.isAwaited() ? "the lock of '" + home + "'" : "other work of this process in '" + home + "'";
    }

    private Optional<StoreHolder> holder() {
        return lock.isAwaited() ? StoreHolder.of(lock.file()) : Optional.empty();
    }

    private String waited() {
        double seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
