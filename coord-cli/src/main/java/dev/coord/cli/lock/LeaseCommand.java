package dev.coord.cli.lock;

import dev.coord.cli.command.StoreCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Page;
import dev.coord.core.answer.Answer;
import dev.coord.core.answer.ExitCode;
import dev.coord.lock.LeaseId;
import picocli.CommandLine.Parameters;

/** A command that does something with a lease. */
abstract class LeaseCommand extends StoreCommand {

    @Parameters(index = "0", paramLabel = "LEASE", description = "The lease, as 'coord lock acquire' printed it.")
    private String lease = "";

    LeaseCommand(Shell shell) {
        super(shell);
    }

    final LeaseId lease() {
        return new LeaseId(lease);
    }

    @Override
    protected void prepare() {
        lease();
    }

    /** Gives the answer to a change that was made. */
    final ExitCode done(String what, Answer document, Page text) {
        changed(what, () -> document, () -> text);
        return ExitCode.DONE;
    }
}
