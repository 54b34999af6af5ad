package dev.coord.cli.shell;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Says once, where a wait takes longer than two seconds, what is waited for. */
public final class WaitNotice implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "coord-notice");
        thread.setDaemon(true);
        return thread;
    });

    private WaitNotice(Supplier<Optional<String>> what, Consumer<String> say) {
        var unused = timer.schedule(
                () -> what.get().ifPresent(line -> say.accept("coord: waiting: " + line)),
                SILENCE.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * Begins to count.
     *
     * @param what what is waited for, asked when it is to be said; nothing where nobody is waited for
     * @param say takes the line
     */
    public static WaitNotice of(Supplier<Optional<String>> what, Consumer<String> say) {
        return new WaitNotice(what, say);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
