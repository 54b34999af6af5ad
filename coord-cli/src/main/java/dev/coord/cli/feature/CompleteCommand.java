package dev.coord.cli.feature;

import dev.coord.AgentId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.cli.shell.Shell;
import dev.coord.lock.FencingToken;
import dev.coord.state.Command.CompleteFeature;
import dev.coord.state.LifecycleOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coord complete}. */
@Command(
        name = "complete",
        header = "End a feature well: marks it completed and releases its agent's locks for it.",
        description = {
            "Waiters get the locks at once. With --token the step is refused if the lease that bears it is not in force any more,"
                    + " so that late work is not taken for done.",
            "",
            LifecycleCommand.JSON_HELP
        },
        exitCodeList = {
            "0:the feature is completed",
            "1:the feature is where this step is not possible, or the directory could not be used",
            "2:bad input or options, or a feature that is not in the stored set",
            "3:another agent works on it",
            "6:the lease with this token is not in force any more"
        },
        footer = "  coord complete P2_user_profile --agent implementor-1 --token 7")
public final class CompleteCommand extends LifecycleCommand {

    @Option(
            names = "--token",
            paramLabel = "N",
            description = "The token of the lease the work was done under, as 'coord lock acquire' printed it.")
    private @Nullable Long token;

    public CompleteCommand(Shell shell) {
        super(shell);
    }

    @Override
    dev.coord.state.Command<LifecycleOutcome> step(FeatureId feature, AgentId agent) {
        if (token != null && token < 0) {
            throw new BadInput(
                    "a token is never negative; use the one that 'coord lock acquire' printed, not " + token);
        }
        return new CompleteFeature(feature, agent, Optional.ofNullable(token).map(FencingToken::new));
    }
}
