package dev.coord.core.lease;

import dev.coord.CoordinationException.LeaseLost;
import dev.coord.lock.Lease;
import java.time.Duration;

/**
 * Who holds a lease and wants to be told of its end. Called on a thread of the keeper's, one call after the other for one
 * lease; a call that takes long holds up neither the store nor the renewal of any lease. Nobody is called any more once
 * the lease was released by its handle. What a call throws is logged and ignored.
 */
public interface LeaseListener {

    /** Listens to nothing. */
    LeaseListener NOBODY = new LeaseListener() {};

    /**
     * The lease still holds but is about to end, since it is not being renewed. Called once, and again only after it was
     * renewed in between.
     *
     * @param lease the lease
     * @param left how long it still holds, by the store's clock
     * @param why why it is not being renewed
     */
    default void endsSoon(Lease lease, Duration left, String why) {}

    /**
     * The lease is over, and neither was it released by its handle nor did its agent end the feature; its locks may belong to
     * somebody else by now. Called once.
     *
     * @param lease the lease as it was last known
     * @param loss what became of it
     */
    default void lost(Lease lease, LeaseLost loss) {}
}
