package dev.coord.cli;

import dev.coord.plan.AgentId;
import dev.coord.plan.FeatureId;
import dev.coord.state.Command.StartFeature;
import dev.coord.state.LifecycleOutcome;
import picocli.CommandLine.Command;

/** {@code coord start}. */
@Command(
        name = "start",
        header = "Begin a feature: verifies its prerequisites and marks it active.",
        description = {
            "Needs the feature set that 'coord init' or 'coord run' stored. Who starts a feature again that is active and his own is"
                    + " told that it is active already.",
            "",
            LifecycleCommand.JSON_HELP
        },
        exitCodeList = {
            "0:the feature is active and yours",
            "1:the feature is where this step is not possible, or the directory could not be used",
            "2:bad input or options, or a feature that is not in the stored set",
            "3:another agent works on it, or on another feature that changes the same tables",
            "5:prerequisites are not completed"
        },
        footer = "  coord start P2_user_profile --agent implementor-1")
final class StartCommand extends LifecycleCommand {

    StartCommand(Shell shell) {
        super(shell);
    }

    @Override
    dev.coord.state.Command<LifecycleOutcome> step(FeatureId feature, AgentId agent) {
        return new StartFeature(feature, agent);
    }
}
