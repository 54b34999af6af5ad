package dev.coord.cli.feature;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.shell.WaitNotice;
import dev.coord.cli.word.DurationConverter;
import dev.coord.core.Coordinator;
import dev.coord.core.state.Rules;
import dev.coord.state.Command.StartFeature;
import dev.coord.state.LifecycleOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coord start}. */
@Command(
        name = "start",
        header = "Begin a feature: verifies its prerequisites and marks it active.",
        description = {
            "Needs the feature set that 'coord init' or 'coord run' stored. Who starts a feature again that is active and his own is"
                    + " told that it is active already.",
            "",
            "Without --wait a feature whose prerequisites are not completed is refused at once. Waiting ends the moment the last of"
                    + " them is completed; Ctrl-C gives up.",
            "",
            LifecycleCommand.JSON_HELP
        },
        exitCodeList = {
            "0:the feature is active and yours",
            "1:the feature is where this step is not possible, or the directory could not be used",
            "2:bad input or options, or a feature that is not in the stored set",
            "3:another agent works on it, or on another feature that changes the same tables",
            "5:prerequisites are not completed, with --wait also at the end of that time"
        },
        footer = {
            "  coord start P2_user_profile --agent implementor-1",
            "  coord start P2_user_profile --agent implementor-1 --wait 30m && work on it"
        })
public final class StartCommand extends LifecycleCommand {

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "Wait for missing prerequisites for up to that long, such as 90s or 1h30m. Default: not at all.")
    private Duration patience = Duration.ZERO;

    public StartCommand(Shell shell) {
        super(shell);
    }

    @Override
    dev.coord.state.Command<LifecycleOutcome> step(FeatureId feature, AgentId agent) {
        return new StartFeature(feature, agent);
    }

    @Override
    @SuppressWarnings("try") // it is told of by being open
    LifecycleOutcome take(Coordinator coordinator, FeatureId id, AgentId who) throws InterruptedException {
        if (patience.isZero()) {
            return coordinator.start(id, who, patience);
        }
        try (WaitNotice notice = WaitNotice.of(() -> missing(coordinator, id, who), this::say)) {
            return coordinator.start(id, who, left(patience));
        }
    }

    @Override
    protected Duration patience() {
        return patience.isZero() ? super.patience() : patience;
    }

    private Optional<String> missing(Coordinator coordinator, FeatureId feature, AgentId agent) {
        return Optional.of(Rules.apply(coordinator.status(), step(feature, agent), Instant.EPOCH)
                        .outcome())
                .filter(LifecycleOutcome.PrerequisitesMissing.class::isInstance)
                .map(LifecycleOutcome.PrerequisitesMissing.class::cast)
                .map(LifecycleOutcome.PrerequisitesMissing::message);
    }
}
