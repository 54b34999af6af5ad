package dev.coord.cli.lock;

import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Words;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.state.LockAnswers;
import dev.coord.lock.Lease;
import java.nio.file.Path;
import picocli.CommandLine.Command;

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
final class LockRenewCommand extends LeaseCommand {

    LockRenewCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut(Coordinator coordinator, Path home) {
        Lease renewed = coordinator.renew(lease());
        return done(
                "lease " + renewed.id() + " is renewed until " + Words.time(renewed.expiresAt()),
                LockAnswers.renewed(renewed),
                LockText.assignments(renewed));
    }
}
