package dev.coord.cli.feature;

import dev.coord.cli.shell.Shell;
import dev.coord.state.Command.BlockFeature;
import picocli.CommandLine.Command;

/** {@code coord block}. */
@Command(
        name = "block",
        header = "Halt a feature, say why, and release its agent's locks for it.",
        description = {"The feature can be taken up again after 'coord retry'.", "", LifecycleCommand.JSON_HELP},
        exitCodeList = {
            "0:the feature is blocked",
            "1:the feature is where this step is not possible, or the directory could not be used",
            "2:bad input or options, or a feature that is not in the stored set",
            "3:another agent works on it"
        },
        footer = "  coord block P2_user_profile --agent implementor-1 --reason 'the table has no key'")
public final class BlockCommand extends HaltCommand {

    public BlockCommand(Shell shell) {
        super(shell, BlockFeature::new);
    }
}
