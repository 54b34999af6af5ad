package dev.coord.cli;

import dev.coord.CoordinationException.BadInput;
import dev.coord.core.Coordinator;
import dev.coord.lock.Lease;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coord lock break}. */
@Command(
        name = "break",
        header = "Take a lease away from a holder that does not give it up.",
        description = {
            "For a person who has seen that the holder hangs: whoever waited for its locks holds his at once, the holder is"
                    + " refused when it next uses the lease, and the conflict log says why. The holder's process goes on;"
                    + " stop it first if you can.",
            "",
            "--json prints {\"result\": \"broken\", \"lease_id\", \"locked_by\", \"feature_id\"}."
        },
        exitCodeList = {
            "0:broken",
            "1:the coordination directory could not be read or written",
            "2:bad input or options",
            "6:the lease was not in force any more: nothing was broken"
        },
        footer = "  coord lock break lease-7 --reason 'its agent hangs since noon'")
final class LockBreakCommand extends StoreCommand {

    @Mixin
    private LeaseParameter lease = new LeaseParameter();

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept in the conflict log.")
    private String reason = "";

    LockBreakCommand(Shell shell) {
        super(shell);
    }

    @Override
    void prepare() {
        lease.id();
        if (reason.isBlank()) {
            throw new BadInput("--reason is empty; say why the lease is broken, for whoever reads the conflict log");
        }
    }

    @Override
    ExitCode carryOut(Coordinator coordinator, Path home) {
        Lease broken = coordinator.breakLease(lease.id(), reason.strip());
        answer(
                () -> Json.document(Json.object()
                        .put("result", "broken")
                        .put("lease_id", broken.id().value())
                        .put("locked_by", broken.agent().value())
                        .put("feature_id", broken.feature().value())),
                () -> "broke " + broken.id() + " of " + broken.agent() + " (" + broken.feature() + ")\n");
        return ExitCode.DONE;
    }
}
