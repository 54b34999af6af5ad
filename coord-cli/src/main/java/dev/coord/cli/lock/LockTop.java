package dev.coord.cli.lock;

import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.shell.Shell;
import java.util.LinkedHashMap;
import java.util.Map;
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

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    public static Map<String, CoordCommand> verbs(Shell shell) {
        Map<String, CoordCommand> verbs = new LinkedHashMap<>();
        verbs.put("acquire", new LockAcquireCommand(shell));
        verbs.put("hold", new LockHoldCommand(shell));
        verbs.put("renew", new LockRenewCommand(shell));
        verbs.put("upgrade", new LockUpgradeCommand(shell));
        verbs.put("downgrade", new LockDowngradeCommand(shell));
        verbs.put("release", new LockReleaseCommand(shell));
        verbs.put("break", new LockBreakCommand(shell));
        verbs.put("list", new LockListCommand(shell));
        return verbs;
    }
}
