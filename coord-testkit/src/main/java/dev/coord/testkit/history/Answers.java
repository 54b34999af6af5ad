package dev.coord.testkit.history;

import dev.coord.AgentId;
import dev.coord.lock.Holder;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.PathLock;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.Snapshot;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Outcomes as text, without what depends on the clock: equal where nobody could tell the outcomes apart. */
final class Answers {

    private Answers() {}

    static String of(Object outcome) {
        if (outcome instanceof LeaseOutcome.Gone gone) {
            return gone(gone.id());
        }
        if (outcome instanceof LockOutcome lock) {
            return of(lock);
        }
        if (outcome instanceof LeaseOutcome lease) {
            return of(lease);
        }
        if (outcome instanceof LifecycleOutcome.StaleLease stale) {
            return "StaleLease " + stale.feature(); // its message tells times
        }
        if (outcome instanceof ClaimOutcome.Claimed claimed) {
            return "claimed " + claimed.feature().id() + " " + claimed.lease().id();
        }
        if (outcome instanceof Snapshot snapshot) {
            return of(snapshot);
        }
        return outcome.toString();
    }

    private static String of(LockOutcome outcome) {
        if (outcome instanceof LockOutcome.Granted granted) {
            return "granted " + granted.lease().token().value() + " "
                    + granted.lease().id();
        }
        if (outcome instanceof LockOutcome.Waiting waiting) {
            return "waiting for " + holders(waiting.heldBy());
        }
        if (outcome instanceof LockOutcome.Denied denied) {
            return "denied by " + holders(denied.heldBy());
        }
        if (outcome instanceof LockOutcome.Deadlocked deadlocked) {
            return "deadlocked " + join(deadlocked.cycle(), AgentId::value);
        }
        return "timed out"; // who is in the way is asked a second time, later
    }

    private static String of(LeaseOutcome outcome) {
        if (outcome instanceof LeaseOutcome.Renewed renewed) {
            return "renewed " + renewed.lease().id();
        }
        if (outcome instanceof LeaseOutcome.Released released) {
            return "released " + released.lease().id();
        }
        if (outcome instanceof LeaseOutcome.Detached detached) {
            return "detached " + detached.lease().id();
        }
        return outcome instanceof LeaseOutcome.Downgraded downgraded
                ? "downgraded " + downgraded.lease().id()
                : outcome.toString();
    }

    static String gone(LeaseId id) {
        return "gone " + id; // why it is gone tells times
    }

    private static String of(Snapshot snapshot) {
        return "leases "
                + join(
                        snapshot.locks().leases(),
                        lease -> lease.token().value() + " " + join(lease.locks(), Answers::lock))
                + " queue "
                + join(snapshot.locks().queue(), ticket -> ticket.request().id().value())
                + " last " + snapshot.locks().lastToken().value()
                + " completed " + snapshot.state().completed()
                + " active " + join(snapshot.state().active(), Answers::active)
                + " blocked " + join(snapshot.state().blocked(), Answers::blocked);
    }

    private static String active(ActiveFeature active) {
        return active.feature().value();
    }

    private static String blocked(BlockedFeature blocked) {
        return blocked.feature() + " " + blocked.status();
    }

    /** Those who differ in the time alone are told as one. */
    private static String holders(List<Holder> holders) {
        return holders.stream()
                .map(holder -> holder.kind() + " " + holder.agent() + " " + lock(holder.lock()))
                .distinct()
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String lock(PathLock lock) {
        return lock.operation() + " " + lock.path();
    }

    private static <T> String join(List<T> values, Function<T, String> text) {
        return values.stream().map(text).collect(Collectors.joining(", ", "[", "]"));
    }
}
