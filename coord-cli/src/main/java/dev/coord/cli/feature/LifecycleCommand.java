package dev.coord.cli.feature;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.cli.command.Acting;
import dev.coord.cli.command.StoreCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Words;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.state.LifecycleAnswers;
import dev.coord.state.Command;
import dev.coord.state.LifecycleOutcome;
import dev.coord.state.LifecycleOutcome.NotMoved;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that is one step in a feature's life. */
public abstract class LifecycleCommand extends StoreCommand {

    static final String JSON_HELP =
            "--json prints {\"result\": \"moved\", \"feature\", \"from\", \"to\"}, or {\"result\": \"refused\", \"reason\","
                    + " \"message\"} and what the reason rests on.";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FEATURE",
            description = "Which feature. Default: $" + Acting.FEATURE + ".")
    private @Nullable String feature;

    @Mixin
    private Acting acting = new Acting();

    LifecycleCommand(Shell shell) {
        super(shell);
    }

    /** The step as the rules know it. */
    abstract Command<LifecycleOutcome> step(FeatureId feature, AgentId agent);

    LifecycleOutcome take(Coordinator coordinator, FeatureId id, AgentId who) throws InterruptedException {
        return coordinator.apply(step(id, who));
    }

    @Override
    protected void prepare() {
        step(feature(), acting.agent(shell()));
    }

    @Override
    protected ExitCode carryOut(Coordinator coordinator, Path home) throws InterruptedException {
        LifecycleOutcome outcome = take(coordinator, feature(), acting.agent(shell()));
        if (outcome instanceof LifecycleOutcome.Moved moved) {
            changed(moved.message(), () -> LifecycleAnswers.of(outcome), () -> text(outcome));
        } else {
            answer(() -> LifecycleAnswers.of(outcome), () -> text(outcome));
        }
        if (outcome instanceof NotMoved stopped) {
            say("coord: " + stopped.message());
        }
        return ExitCode.of(outcome);
    }

    private FeatureId feature() {
        return acting.feature(feature, "FEATURE", shell());
    }

    public static Page text(LifecycleOutcome outcome) {
        if (!(outcome instanceof LifecycleOutcome.Moved moved)) {
            return new Page();
        }
        String to = Words.of(moved.to());
        return Page.of(
                moved.feature() + " is " + to,
                moved.from() == moved.to() ? " already" : " (was " + Words.of(moved.from()) + ")");
    }
}
