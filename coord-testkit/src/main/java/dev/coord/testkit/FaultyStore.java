package dev.coord.testkit;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.spi.ForwardingStore;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Transition;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * A store whose updates fail when they are told to, as those of a full disk or a broken line do. Everything else passes
 * through to the store behind it. Safe from many threads.
 */
public final class FaultyStore extends ForwardingStore {

    /** How an update goes wrong. */
    public enum Fault {
        /** It does not. */
        NONE,
        /** It fails and nothing was changed. */
        BEFORE_COMMIT,
        /** It is committed, but the caller is told that it failed and the outcome is unknown. */
        AFTER_COMMIT
    }

    private final LongFunction<Fault> faults;
    private final AtomicLong updates = new AtomicLong();

    /**
     * @param store the store behind
     * @param faults what becomes of the update of that number, counted from 1
     */
    public FaultyStore(CoordinationStore store, LongFunction<Fault> faults) {
        super(store);
        this.faults = faults;
    }

    /**
     * A store of whose updates one fails.
     *
     * @param store the store behind
     * @param number which update, from 1
     * @param fault how it fails
     * @return the store
     */
    public static FaultyStore failingOnce(CoordinationStore store, long number, Fault fault) {
        return new FaultyStore(store, update -> update == number ? fault : Fault.NONE);
    }

    /**
     * How often an update was tried.
     *
     * @return the number of the latest update, 0 before the first
     */
    public long updates() {
        return updates.get();
    }

    @Override
    public <O> Transition<O> update(Update<O> update) {
        long number = updates.incrementAndGet();
        Fault fault = faults.apply(number);
        if (fault == Fault.BEFORE_COMMIT) {
            throw new StoreFailed("update " + number + " was not written, as the test ordered; try it again");
        }
        Transition<O> committed = store().update(update);
        if (fault == Fault.AFTER_COMMIT) {
            throw new StoreFailed("whether update " + number
                    + " was written is unknown, as the test ordered; read the state before another try");
        }
        return committed;
    }
}
