package dev.coord.core.lease;

import dev.coord.CoordinationException.LeaseLost;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.state.Command;
import dev.coord.state.LifecycleOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lease in the hands of its holder: renewed while somebody can reach this object and this process runs, released when it
 * is closed. Every use asks the store whether the lease is in force, and once it was lost it stays lost. The answer is
 * true when it is given; what the holder does with it later is protected by the token alone, where somebody checks it.
 * Safe from many threads. Specification 3.2.
 *
 * <pre>{@code
 * try (HeldLease held = coordinator.hold(granted.lease())) {
 *     work();
 *     held.requireHeld(); // before anything that only the holder may do
 *     LifecycleOutcome outcome = held.complete(); // ends the lease too
 * }
 * }</pre>
 */
public final class HeldLease implements AutoCloseable {

    private final LeaseKeeper keeper;
    private final TrackedLease kept;
    private @Nullable LeaseOutcome end;

    HeldLease(LeaseKeeper keeper, TrackedLease kept) {
        this.keeper = keeper;
        this.kept = kept;
    }

    /**
     * The lease's name.
     *
     * @return its id, whatever became of it; another one after an upgrade, which a handle follows
     */
    public LeaseId id() {
        return kept.id();
    }

    /**
     * The lease as the store has it now.
     *
     * @return the lease, in force when the store was asked
     * @throws LeaseLost if it expired, was released or broken, or one of its locks was edited away, which may belong to
     *     somebody else
     * @throws dev.coord.CoordinationException.StoreFailed if the store cannot be asked; the lease is held on to
     */
    public Lease lease() {
        synchronized (this) {
            if (end instanceof LeaseOutcome.Released) {
                throw new LeaseLost(
                        "lease '" + id() + "' is not in force: its holder released it here; ask for its locks again");
            }
        }
        return keeper.inForce(kept);
    }

    /**
     * The token of the lease, for whoever refuses what comes with a smaller one than he has seen.
     *
     * @return the token of a lease that was in force when the store was asked
     * @throws LeaseLost as of {@link #lease()}
     * @throws dev.coord.CoordinationException.StoreFailed as of {@link #lease()}
     */
    public FencingToken token() {
        return lease().token();
    }

    /**
     * Insists on the lease.
     *
     * @throws LeaseLost as of {@link #lease()}
     * @throws dev.coord.CoordinationException.StoreFailed as of {@link #lease()}
     */
    public void requireHeld() {
        lease();
    }

    /**
     * Ends the renewing and the calls, and frees the locks that are left; whoever waited for them holds his when this returns.
     * Repeating it gives the first answer again.
     *
     * @return released; or gone, with the reason, where there was nothing to release any more
     * @throws dev.coord.CoordinationException.StoreFailed if the store could not be written; the lease is not renewed any
     *     more and ends by itself, or by another try
     */
    public synchronized LeaseOutcome release() {
        LeaseOutcome known = end;
        if (known != null) {
            return known;
        }
        LeaseOutcome answer = keeper.release(kept);
        end = answer;
        return answer;
    }

    /**
     * Ends the feature that the lease is for well, and the lease with it: the feature is completed, the renewing and the calls
     * end, and {@link #close()} has nothing left to do. Specification 4.2.
     *
     * @return moved to completed; or refused, as everything is once the lease has ended, and then the lease is as it was
     * @throws dev.coord.CoordinationException.StoreFailed if the store could not be written; then nothing was changed
     */
    public LifecycleOutcome complete() {
        return keeper.end(
                kept, lease -> new Command.CompleteFeature(lease.feature(), lease.agent(), Optional.of(lease.token())));
    }

    /**
     * Gives the feature up that the lease is for, and the lease with it, as {@link #complete()} does.
     *
     * @param reason why
     * @return moved to failed; or refused, and then the lease is as it was
     * @throws dev.coord.CoordinationException.StoreFailed as of {@link #complete()}
     */
    public LifecycleOutcome fail(String reason) {
        return keeper.end(
                kept,
                lease -> new Command.FailFeature(lease.feature(), lease.agent(), reason, Optional.of(lease.token())));
    }

    /**
     * Halts the feature that the lease is for, and ends the lease, as {@link #complete()} does.
     *
     * @param reason why
     * @return moved to blocked; or refused, and then the lease is as it was
     * @throws dev.coord.CoordinationException.StoreFailed as of {@link #complete()}
     */
    public LifecycleOutcome block(String reason) {
        return keeper.end(
                kept,
                lease -> new Command.BlockFeature(lease.feature(), lease.agent(), reason, Optional.of(lease.token())));
    }

    /**
     * Releases the lease, unless {@link #release()} has answered already, or the feature was ended by its agent, here or
     * anywhere, which ended the lease in order.
     *
     * @throws LeaseLost if there was nothing to release any more: what was done under the lease may have met the work of
     *     another holder
     * @throws dev.coord.CoordinationException.StoreFailed as of {@link #release()}
     */
    @Override
    public void close() {
        boolean first;
        LeaseOutcome answer;
        synchronized (this) {
            first = end == null;
            answer = release();
        }
        if (first && answer instanceof LeaseOutcome.Gone gone) {
            throw new LeaseLost(gone.why());
        }
    }
}
