package dev.coord.cli.lock;

import dev.coord.AgentId;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Words;
import dev.coord.core.lock.LockTable;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock.Operation;
import dev.coord.store.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The answer to a lock request, for shells and people. */
public final class LockText {

    private LockText() {}

    /** Assignments for the shell; nothing where nothing was granted. */
    public static Page granted(LockOutcome outcome) {
        return outcome instanceof LockOutcome.Granted granted ? assignments(granted.lease()) : new Page();
    }

    static Page assignments(Lease lease) {
        return Page.of("COORD_LEASE=" + lease.id())
                .line("COORD_TOKEN=" + lease.token().value())
                .line("COORD_EXPIRES_AT=" + Words.time(lease.expiresAt()));
    }

    /** Why nothing was granted; none where it was. */
    public static Optional<String> refusal(LockOutcome outcome) {
        if (outcome instanceof LockOutcome.Granted) {
            return Optional.empty();
        }
        if (outcome instanceof LockOutcome.Denied denied) {
            return Optional.of("denied: " + holders(denied.heldBy())
                    + "; wait with --wait, ask for other files, or see 'coord lock list'");
        }
        if (outcome instanceof LockOutcome.Deadlocked deadlocked) {
            return Optional.of("denied: waiting would close a circle, "
                    + deadlocked.cycle().stream().map(AgentId::value).collect(Collectors.joining(" waits for "))
                    + " waits for " + deadlocked.cycle().get(0) + "; release what you hold and ask again");
        }
        if (outcome instanceof LockOutcome.TimedOut timedOut) {
            return Optional.of(
                    "timed out: " + holders(timedOut.heldBy()) + "; the request was withdrawn, ask again later");
        }
        if (outcome instanceof LockOutcome.Waiting waiting) {
            return Optional.of("still waiting: " + holders(waiting.heldBy()));
        }
        throw new AssertionError(outcome);
    }

    /** Whom a request in the queue waits for; none where nobody is in its way. */
    static Optional<String> awaited(Snapshot snapshot, LockRequest request) {
        return Optional.of(LockTable.inTheWay(snapshot, request))
                .filter(holders -> !holders.isEmpty())
                .map(LockText::holders);
    }

    /** Whom the upgrade of a lease waits for. */
    static Optional<String> awaited(Snapshot snapshot, LeaseId upgraded) {
        return snapshot.locks().queue().stream()
                .filter(ticket -> ticket.upgrades().filter(upgraded::equals).isPresent())
                .findFirst()
                .flatMap(ticket -> awaited(snapshot, ticket.request()));
    }

    static String holders(List<Holder> holders) {
        return holders.stream().map(LockText::holder).collect(Collectors.joining("; "));
    }

    private static String holder(Holder holder) {
        return "'" + holder.lock().path() + "': " + holder.agent() + " (" + holder.feature() + ") " + how(holder)
                + " since " + Words.time(holder.since());
    }

    private static String how(Holder holder) {
        boolean writes = holder.lock().operation() == Operation.WRITE;
        return switch (holder.kind()) {
            case LEASE -> writes ? "writes it" : "reads it";
            case FOREIGN -> (writes ? "writes it" : "reads it") + " by a lock written into the file";
            case WAITER -> writes ? "waits to write it" : "waits to read it";
        };
    }
}
