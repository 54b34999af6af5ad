package dev.coord.cli.feature;

import dev.coord.cli.shell.Shell;
import dev.coord.state.Command.FailFeature;
import picocli.CommandLine.Command;

/** {@code coord fail}. */
@Command(
        name = "fail",
        header = "Give a feature up, say why, and release its agent's locks for it.",
        description = {"The feature can be taken up again after 'coord retry'.", "", LifecycleCommand.JSON_HELP},
        exitCodeList = {
            "0:the feature is failed",
            "1:the feature is where this step is not possible, or the directory could not be used",
            "2:bad input or options, or a feature that is not in the stored set",
            "3:another agent works on it"
        },
        footer = "  coord fail P2_user_profile --agent implementor-1 --reason 'the table has no key'")
public final class FailCommand extends HaltCommand {

    public FailCommand(Shell shell) {
        super(shell, FailFeature::new);
    }
}
