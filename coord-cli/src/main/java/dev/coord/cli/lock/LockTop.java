package dev.coord.cli.lock;

import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.shell.Shell;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coord lock} without a verb. */
@Command(
        name = "lock",
        header = "Ask for locks on files, renew, upgrade, release and break them, list them.",
        description =
                "Locks are leases: they end by themselves unless they are renewed. See 'coord lock COMMAND --help'.",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        synopsisSubcommandLabel = "COMMAND")
public final class LockTop {

    /** Every verb, in the order of the help. */
    public static final List<String> VERBS =
            List.of("acquire", "hold", "renew", "upgrade", "downgrade", "release", "break", "list");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    /** Makes one; making all of them is most of the time that a short command takes. */
    public static CoordCommand verb(String name, Shell shell) {
        return switch (name) {
            case "acquire" -> new LockAcquireCommand(shell);
            case "hold" -> new LockHoldCommand(shell);
            case "renew" -> new LockRenewCommand(shell);
            case "upgrade" -> new LockUpgradeCommand(shell);
            case "downgrade" -> new LockDowngradeCommand(shell);
            case "release" -> new LockReleaseCommand(shell);
            case "break" -> new LockBreakCommand(shell);
            case "list" -> new LockListCommand(shell);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
