package dev.coord.cli.lock;

import dev.coord.cli.command.Acting;
import dev.coord.cli.command.StoreCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Page;
import dev.coord.core.answer.Answer;
import dev.coord.core.answer.ExitCode;
import dev.coord.lock.LeaseId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command by which the holder of a lease goes on with it. */
abstract class LeaseCommand extends StoreCommand {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "LEASE",
            description = "The lease, as 'coord lock acquire' printed it. Default: $" + Acting.LEASE + ".")
    private @Nullable String lease;

    @Spec
    private @Nullable CommandSpec spec;

    LeaseCommand(Shell shell) {
        super(shell);
    }

    final LeaseId lease() {
        return new LeaseId(Acting.word(lease, Acting.LEASE, "LEASE", shell(), Objects.requireNonNull(spec)));
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
