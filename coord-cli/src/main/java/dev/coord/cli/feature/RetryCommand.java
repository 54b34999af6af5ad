package dev.coord.cli.feature;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.cli.shell.Shell;
import dev.coord.state.Command.RetryFeature;
import dev.coord.state.LifecycleOutcome;
import picocli.CommandLine.Command;

/** {@code coord retry}. */
@Command(
        name = "retry",
        header = "Make a blocked or failed feature pending again.",
        description = {"A run that stopped then makes it anew, too.", "", LifecycleCommand.JSON_HELP},
        exitCodeList = {
            "0:the feature is pending",
            "1:the feature is where this step is not possible, or the directory could not be used",
            "2:bad input or options, or a feature that is not in the stored set",
            "3:another agent works on it"
        },
        footer = "  coord retry P2_user_profile --agent implementor-1")
public final class RetryCommand extends LifecycleCommand {

    public RetryCommand(Shell shell) {
        super(shell);
    }

    @Override
    dev.coord.state.Command<LifecycleOutcome> step(FeatureId feature, AgentId agent) {
        return new RetryFeature(feature, agent);
    }
}
