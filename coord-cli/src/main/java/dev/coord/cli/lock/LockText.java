package dev.coord.cli.lock;

import dev.coord.cli.text.Page;
import dev.coord.cli.text.ShellVariables;
import dev.coord.core.lock.LockTable;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.store.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The answer to a lock request, for shells and people. */
public final class LockText {

    private LockText() {}

    /** Assignments for the shell, which hands them on to what it starts; nothing where nothing was granted. */
    public static Page granted(LockOutcome outcome) {
        return outcome instanceof LockOutcome.Granted granted ? assignments(granted.lease()) : new Page();
    }

    static Page assignments(Lease lease) {
        return new ShellVariables().with(lease).lines();
    }

    /** Why nothing was granted; none where it was. */
    public static Optional<String> refusal(LockOutcome outcome) {
        return outcome instanceof LockOutcome.Granted ? Optional.empty() : Optional.of(outcome.message());
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
        return holders.stream().map(Holder::inWords).collect(Collectors.joining("; "));
    }
}
