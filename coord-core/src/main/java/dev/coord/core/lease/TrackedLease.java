package dev.coord.core.lease;

import dev.coord.CoordinationException.LeaseLost;
import dev.coord.core.lock.Renewals;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.PathLock;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a keeper knows of one lease. Everything here is quick; safe from many threads. */
final class TrackedLease {

    private static final Logger LOG = LoggerFactory.getLogger(TrackedLease.class);

    /** After a renewal failed, this part of the time to live passes before the next try. */
    private static final int RETRIES = 12;

    /** A renewal that failed. */
    private record Failure(String message, Instant at, Instant retryAt) {}

    private final LeaseCare care;
    private final Executor callbacks;
    private WeakReference<HeldLease> handle = new WeakReference<>(null);
    private Lease lease;
    private @Nullable Failure failure;
    private @Nullable LeaseLost loss;
    private boolean endedInOrder;
    private boolean warned;
    private boolean silent;
    private CompletableFuture<Void> told = CompletableFuture.completedFuture(null);

    TrackedLease(Lease lease, LeaseCare care, Executor callbacks) {
        this.lease = lease;
        this.care = care;
        this.callbacks = callbacks;
    }

    /** Whose the lease is: it is renewed as long as somebody can reach this object. */
    synchronized void belongsTo(HeldLease held) {
        handle = new WeakReference<>(held);
    }

    synchronized LeaseId id() {
        return lease.id();
    }

    synchronized Lease lease() {
        return lease;
    }

    synchronized @Nullable LeaseLost loss() {
        return loss;
    }

    synchronized boolean isRenewed() {
        return care.renewed() && handle.get() != null;
    }

    synchronized boolean isDue(Instant now) {
        Failure failed = failure;
        return isRenewed()
                && (failed == null
                        ? Renewals.isDue(lease, now)
                        : !now.isBefore(failed.retryAt()) || now.isBefore(failed.at()));
    }

    synchronized boolean isOver(Instant now) {
        return !now.isBefore(lease.expiresAt());
    }

    /** Whether none of its locks was taken out of it. */
    synchronized boolean isWhole(Lease now) {
        return now.locks().size() >= lease.locks().size();
    }

    /** The lease as it is now; another one where it was upgraded. */
    synchronized void renewed(Lease renewed) {
        if (renewed.token().compareTo(lease.token()) < 0) {
            return; // an answer from before the upgrade
        }
        if (!isWhole(renewed)) {
            List<PathLock> missing = new ArrayList<>(lease.locks());
            missing.removeAll(renewed.locks());
            lost("lease '" + id() + "' is not whole any more: somebody took away its lock on "
                    + missing.stream().map(lock -> "'" + lock.path() + "'").collect(Collectors.joining(", "))
                    + "; ask for its locks again before you go on");
            return;
        }
        lease = renewed;
        failure = null;
        warned = false;
    }

    /** The store could not be asked. At its end the lease is over all the same, since others may ask then. */
    synchronized void notRenewed(String why, Instant now) {
        if (isOver(now)) {
            lost("lease '" + id() + "' is not in force: it expired at " + lease.expiresAt()
                    + " and could not be renewed: " + why + "; ask for its locks again before you go on");
        } else if (care.renewed()) {
            failure = new Failure(why, now, now.plus(lease.ttl().dividedBy(RETRIES)));
        }
    }

    synchronized void warnInTime(Instant now) {
        if (!warned && isEnding() && !now.isBefore(warningAt())) {
            warned = true;
            Lease ending = lease;
            Duration left = Duration.between(now, ending.expiresAt());
            String why = whyNotRenewed();
            tell(() -> care.listener().endsSoon(ending, left, why));
        }
    }

    /** Of a lease that was upgraded since, the answer says nothing. */
    synchronized void gone(LeaseId asked, String why) {
        if (asked.equals(id())) {
            lost(why);
        }
    }

    /** Its agent ended the feature, and the lease with it: there is nothing to tell. */
    synchronized void endedWithItsFeature() {
        if (loss == null) {
            endedInOrder = true;
            loss = new LeaseLost("lease '" + id() + "' is not in force: its agent ended feature '" + lease.feature()
                    + "', and the lease with it; ask for its locks again");
        }
    }

    synchronized boolean hasEndedInOrder() {
        return endedInOrder;
    }

    private void lost(String why) {
        if (loss != null) {
            return;
        }
        LeaseLost fresh = new LeaseLost(why);
        loss = fresh;
        Lease last = lease;
        tell(() -> care.listener().lost(last, fresh));
    }

    /** No call begins from now on. */
    synchronized void beSilent() {
        silent = true;
    }

    /** When something is to be done for the lease at the latest, if all goes well. */
    synchronized Instant nextLook() {
        Instant next = lease.expiresAt();
        Failure failed = failure;
        if (isRenewed()) {
            next = earlier(next, failed == null ? Renewals.dueAt(lease) : failed.retryAt());
        }
        return !warned && isEnding() ? earlier(next, warningAt()) : next;
    }

    private boolean isEnding() {
        return loss == null && (!isRenewed() || failure != null);
    }

    private Instant warningAt() {
        return lease.expiresAt().minus(care.warningOf(lease));
    }

    private String whyNotRenewed() {
        if (failure != null) {
            return "renewing it failed: " + failure.message();
        }
        return care.renewed()
                ? "its handle was thrown away without being closed"
                : "it is not renewed, as was asked for";
    }

    private void tell(Runnable call) {
        told = told.thenRunAsync(() -> callUnlessSilent(call), callbacks);
    }

    private void callUnlessSilent(Runnable call) {
        synchronized (this) {
            if (silent) {
                return;
            }
        }
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.warn("who holds lease {} failed when told of its end", id(), e);
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
