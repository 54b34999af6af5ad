package dev.coord.cli.feature;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.cli.command.Word;
import dev.coord.cli.shell.Shell;
import dev.coord.state.Command.BlockFeature;
import dev.coord.state.LifecycleOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
public final class BlockCommand extends LifecycleCommand {

    @Option(
            names = "--reason",
            parameterConsumer = Word.class,
            paramLabel = "TEXT",
            description = "Why; shown by 'coord status'.")
    private String reason = "no reason given";

    public BlockCommand(Shell shell) {
        super(shell);
    }

    @Override
    dev.coord.state.Command<LifecycleOutcome> step(FeatureId feature, AgentId agent) {
        return new BlockFeature(feature, agent, reason);
    }
}
