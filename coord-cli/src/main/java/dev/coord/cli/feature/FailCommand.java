package dev.coord.cli.feature;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.cli.command.Word;
import dev.coord.cli.shell.Shell;
import dev.coord.state.Command.FailFeature;
import dev.coord.state.LifecycleOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
public final class FailCommand extends LifecycleCommand {

    @Option(
            names = "--reason",
            parameterConsumer = Word.class,
            paramLabel = "TEXT",
            description = "Why; shown by 'coord status'.")
    private String reason = "no reason given";

    public FailCommand(Shell shell) {
        super(shell);
    }

    @Override
    dev.coord.state.Command<LifecycleOutcome> step(FeatureId feature, AgentId agent) {
        return new FailFeature(feature, agent, reason);
    }
}
