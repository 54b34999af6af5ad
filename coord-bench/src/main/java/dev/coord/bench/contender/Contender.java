package dev.coord.bench.contender;

import java.time.Duration;
import java.util.Optional;

/** A way to keep two holders of a path apart; opened once in a process and used by all its threads. */
public interface Contender extends AutoCloseable {

    /**
     * Takes the lock of a path for writing, and waits for it.
     *
     * @param agent who takes it
     * @param path which path
     * @param patience how long to wait
     * @return the lock in the caller's hands; nothing if patience ran out
     * @throws Exception if it fails
     */
    Optional<Grip> acquire(String agent, String path, Duration patience) throws Exception;

    /**
     * How many locks are held by its own account.
     *
     * @return 0 after everybody has released; more if what was released came back
     * @throws Exception if it fails
     */
    int held() throws Exception;

    @Override
    void close() throws Exception;

    /** A lock in its holder's hands. */
    interface Grip {

        /**
         * Gives the lock back.
         *
         * @return whether it was still there to be given back; if not, an acknowledged update was lost
         * @throws Exception if it fails
         */
        boolean release() throws Exception;
    }
}
