package dev.coord.cli;

import dev.coord.core.Coordinator;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coord lock renew}. */
@Command(
        name = "renew",
        header = "Let a lease live for its --ttl from now on.",
        description = {
            "Prints the same lines for the shell as 'coord lock acquire'.",
            "",
            "--json prints {\"result\": \"renewed\", \"lease_id\", \"token\", \"expires_at\", \"locks\", \"held_by\"}."
        },
        exitCodeList = {
            "0:renewed",
            "1:the coordination directory could not be read or written",
            "2:bad input or options",
            "6:the lease is not in force any more: its locks may belong to somebody else"
        },
        footer = "  coord lock renew \"$COORD_LEASE\"")
final class LockRenewCommand extends StoreCommand {

    @Parameters(index = "0", paramLabel = "LEASE", description = "The lease, as 'coord lock acquire' printed it.")
    private String lease = "";

    LockRenewCommand(Shell shell) {
        super(shell);
    }

    @Override
    void prepare() {
        id();
    }

    @Override
    ExitCode carryOut(Coordinator coordinator, Path home) {
        Lease renewed = coordinator.renew(id());
        answer(() -> Json.document(LockJson.lease("renewed", renewed)), () -> LockText.assignments(renewed));
        return ExitCode.DONE;
    }

    private LeaseId id() {
        return new LeaseId(lease);
    }
}
