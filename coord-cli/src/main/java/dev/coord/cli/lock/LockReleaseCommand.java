package dev.coord.cli.lock;

import dev.coord.cli.command.StoreCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Page;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.state.LockAnswers;
import dev.coord.lock.LeaseId;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coord lock release}. */
@Command(
        name = "release",
        header = "Free the locks of a lease; whoever waited for them holds his at once.",
        description = "--json prints {\"result\": \"released\", \"lease_id\"}.",
        exitCodeList = {
            "0:released",
            "1:the coordination directory could not be read or written",
            "2:bad input or options",
            "6:the lease was not in force any more: nothing was released"
        },
        footer = "  coord lock release \"$COORD_LEASE\"")
final class LockReleaseCommand extends StoreCommand {

    @Parameters(index = "0", paramLabel = "LEASE", description = "The lease, as 'coord lock acquire' printed it.")
    private String lease = "";

    LockReleaseCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected void prepare() {
        var unused = new LeaseId(lease);
    }

    @Override
    protected ExitCode carryOut(Coordinator coordinator, Path home) {
        LeaseId id = new LeaseId(lease);
        coordinator.release(id);
        changed("lease " + id + " is released", () -> LockAnswers.released(id), () -> Page.of("released " + id));
        return ExitCode.DONE;
    }
}
