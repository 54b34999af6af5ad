package dev.coord.cli.shell;

import dev.coord.CoordinationException.StoreFailed;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Waits for something outside that may never come, such as the end of a pipe, on a thread of its own that can be left alone. */
public final class OutsideWait {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private OutsideWait() {}

    /**
     * What the work gives.
     *
     * @param what what is waited for, such as {@code the end of 'x'}
     * @throws StoreFailed if it gives nothing within 30 s; the thread goes on, and ends with the process
     * @throws InterruptedException at once, if the caller is interrupted
     */
    @SuppressWarnings("try") // it is told of by being open
    public static <T> T of(Supplier<T> work, String what, Consumer<String> say) throws InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(work.get());
                    } catch (RuntimeException | Error e) { // it is the caller's
                        result.completeExceptionally(e);
                    }
                },
                "coord-outside");
        thread.setDaemon(true);
        thread.start();
        try (WaitNotice notice = WaitNotice.of(() -> Optional.of(what), say)) {
            return result.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new StoreFailed(
                    "waited " + LONGEST.toSeconds() + " s for " + what + " in vain; nothing was changed", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        }
    }
}
