package dev.coord.testkit.linearizability;

import dev.coord.core.state.Rules;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.state.Command;
import dev.coord.store.CoordinationStore.Update;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Pure updates by the rules. Their answers are texts with tokens in them, so that histories that differ are told apart.
 * An agent's lease is looked up within the update that uses it.
 */
final class Updates {

    private Updates() {}

    static Update<String> readLock(int agent, int file) {
        return of(new Command.RequestLocks(
                request(agent, "read", file).read("file-" + file).build()));
    }

    static Update<String> writeLock(int agent, int file) {
        return of(new Command.RequestLocks(
                request(agent, "write", file).write("file-" + file).build()));
    }

    static Update<String> withdraw(int agent, int file) {
        return of(new Command.WithdrawRequest(id(agent, "write", file)));
    }

    static Update<String> upgrade(int agent) {
        return ofLease(agent, lease -> new Command.UpgradeLease(lease, Duration.ofSeconds(30)));
    }

    static Update<String> downgrade(int agent) {
        return ofLease(agent, Command.DowngradeLease::new);
    }

    static Update<String> renew(int agent) {
        return ofLease(agent, Command.RenewLease::new);
    }

    static Update<String> release(int agent) {
        return ofLease(agent, Command.ReleaseLease::new);
    }

    static String text(Snapshot snapshot) {
        return snapshot.locks().leases().stream().map(Updates::text).collect(Collectors.joining(", "));
    }

    private static Update<String> of(Command<?> command) {
        return (before, now) -> step(before, command, now);
    }

    private static Update<String> ofLease(int agent, Function<LeaseId, Command<?>> command) {
        String name = "agent-" + agent;
        return (before, now) -> before.locks().leases().stream()
                .filter(lease -> lease.agent().value().equals(name))
                .findFirst()
                .map(lease -> step(before, command.apply(lease.id()), now))
                .orElseGet(() -> Transition.of(before, "holds nothing"));
    }

    private static Transition<String> step(Snapshot before, Command<?> command, Instant now) {
        Transition<?> done = Rules.apply(before, command, now);
        return new Transition<>(done.after(), text(done.outcome()), done.conflicts());
    }

    private static LockRequest.Builder request(int agent, String what, int file) {
        return LockRequest.builder("agent-" + agent, "P1")
                .id(id(agent, what, file))
                .policy(ContentionPolicy.WAIT);
    }

    private static RequestId id(int agent, String what, int file) {
        return new RequestId("agent-" + agent + "-" + what + "-" + file);
    }

    private static String text(Object outcome) {
        if (outcome instanceof LockOutcome.Granted granted) {
            return "granted " + text(granted.lease());
        }
        if (outcome instanceof LeaseOutcome.Released released) {
            return "released " + text(released.lease());
        }
        if (outcome instanceof LockOutcome.Deadlocked deadlocked) {
            return "deadlocked " + deadlocked.cycle();
        }
        return outcome.getClass().getSimpleName();
    }

    private static String text(Lease lease) {
        return lease.agent() + " " + lease.token().value() + " " + lease.locks();
    }
}
