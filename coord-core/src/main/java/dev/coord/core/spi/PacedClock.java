package dev.coord.core.spi;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that a test moves, and that waits for whatever acts by it: time goes to the next instant at which something falls
 * due, stands still until that is done, and then goes on. Keepers of leases and callers that wait register here what falls
 * due. Safe from many threads.
 */
public interface PacedClock extends InstantSource {

    /**
     * Registers something that acts by this clock.
     *
     * @param who what people are told of if it does not act
     * @param wake called when what is due has come, on the thread that moves the clock; must not wait
     * @return its turn, resting without end
     */
    Turn turn(String who, Runnable wake);

    /**
     * Registers something that acts by a clock, whichever clock it is.
     *
     * @param clock the clock; one that is not paced waits for nothing
     * @param who as of {@link #turn(String, Runnable)}
     * @param wake as of {@link #turn(String, Runnable)}
     * @return its turn
     */
    static Turn turn(InstantSource clock, String who, Runnable wake) {
        return clock instanceof PacedClock paced ? paced.turn(who, wake) : Turn.NONE;
    }

    /** The place of one that acts by the clock. Its methods never wait. */
    interface Turn extends AutoCloseable {

        /** At a clock that waits for nothing. */
        Turn NONE = until -> {};

        /**
         * It has done what was due.
         *
         * @param until when it acts again: time does not pass this instant before it has; {@link Instant#MAX} for never
         */
        void rest(Instant until);

        /** It begins to act: time stands still until it rests. */
        default void act() {
            rest(Instant.MIN);
        }

        /** It never acts again. Idempotent. */
        @Override
        default void close() {
            rest(Instant.MAX);
        }
    }
}
