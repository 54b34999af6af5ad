package dev.coord.fs;

import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * How long callers of a store wait for the store's own lock. Others hold it for milliseconds, unless one of them stands still.
 * Immutable; safe from many threads.
 */
public final class StorePatience {

    /** How long a caller waits that says nothing else. */
    public static final Duration DEFAULT = Duration.ofSeconds(30);

    /** What is left to a call when the time of all calls is over: enough for a store that does not stand still. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Duration longest;
    private final boolean inAll;
    private final long begun;
    private final Consumer<String> told;

    private StorePatience(Duration longest, boolean inAll, long begun, Consumer<String> told) {
        this.longest = longest;
        this.inAll = inAll;
        this.begun = begun;
        this.told = told;
    }

    /**
     * So long for each call.
     *
     * @param longest how long a call waits
     * @return a patience that tells the log who is waited for
     */
    public static StorePatience ofEachCall(Duration longest) {
        return new StorePatience(
                longest,
                false,
                System.nanoTime(),
                line -> LoggerFactory.getLogger(StorePatience.class).warn("{}", line));
    }

    /**
     * So long for all calls from now on; one that comes late waits for a second.
     *
     * @param longest how long they wait together
     * @return a patience that tells the log who is waited for
     */
    public static StorePatience ofAllCalls(Duration longest) {
        StorePatience each = ofEachCall(longest);
        return new StorePatience(longest, true, each.begun, each.told);
    }

    /**
     * The same that tells somebody else.
     *
     * @param listener is given one line, on the thread of the caller, for each call that has waited for two seconds
     * @return the patience
     */
    public StorePatience telling(Consumer<String> listener) {
        return new StorePatience(longest, inAll, begun, listener);
    }

    /**
     * How long a call that begins now may wait.
     *
     * @return the rest
     */
    public Duration left() {
        if (!inAll) {
            return longest;
        }
        Duration left = longest.minusNanos(System.nanoTime() - begun);
        return left.compareTo(LEAST) > 0 ? left : LEAST;
    }

    void tell(String line) {
        told.accept(line);
    }
}
