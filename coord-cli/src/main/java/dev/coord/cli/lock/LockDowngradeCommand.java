package dev.coord.cli.lock;

import dev.coord.cli.shell.Shell;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.state.LockAnswers;
import dev.coord.lock.Lease;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code coord lock downgrade}. */
@Command(
        name = "downgrade",
        header = "Make the write locks of a lease read locks; whoever waited to read holds his at once.",
        description = {
            "The lease keeps its name, its token and its end. Prints the same lines for the shell as 'coord lock acquire'.",
            "",
            "--json prints {\"result\": \"downgraded\", \"lease_id\", \"token\", \"expires_at\", \"locks\", \"held_by\"}."
        },
        exitCodeList = {
            "0:downgraded",
            "1:the coordination directory could not be read or written",
            "2:bad input or options",
            "6:the lease is not in force any more: its locks may belong to somebody else"
        },
        footer = "  coord lock downgrade \"$COORD_LEASE\"")
final class LockDowngradeCommand extends LeaseCommand {

    LockDowngradeCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut(Coordinator coordinator, Path home) {
        Lease reading = coordinator.downgrade(lease());
        return done(
                "lease " + reading.id() + " is downgraded",
                LockAnswers.downgraded(reading),
                LockText.assignments(reading));
    }
}
