package dev.coord.cli.feature;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.word.Word;
import dev.coord.state.Command;
import dev.coord.state.LifecycleOutcome;
import picocli.CommandLine.Option;

/** A step that ends the work on a feature before it is done, for a reason. */
abstract class HaltCommand extends LifecycleCommand {

    /** The step as the rules know it. */
    interface Halt {
        Command<LifecycleOutcome> of(FeatureId feature, AgentId agent, String reason);
    }

    private final Halt halt;

    @Option(
            names = "--reason",
            parameterConsumer = Word.class,
            paramLabel = "TEXT",
            description = "Why; shown by 'coord status'.")
    private String reason = "no reason given";

    HaltCommand(Shell shell, Halt halt) {
        super(shell);
        this.halt = halt;
    }

    @Override
    final Command<LifecycleOutcome> step(FeatureId feature, AgentId agent) {
        return halt.of(feature, agent, reason);
    }
}
