package dev.coord.cli.feature;

import dev.coord.AgentId;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.cli.command.Acting;
import dev.coord.cli.command.StoreCommand;
import dev.coord.cli.shell.OwnCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.shell.WaitNotice;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.ShellVariables;
import dev.coord.cli.word.DurationConverter;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.Answer;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.run.RunAnswer;
import dev.coord.core.answer.state.ClaimAnswer;
import dev.coord.core.file.PlainFile;
import dev.coord.core.file.SystemPath;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.run.TaskText;
import dev.coord.core.spi.FailureText;
import dev.coord.core.state.Rules;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRequest;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.ClaimOutcome.Obstacle;
import dev.coord.state.Command.ClaimFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coord next}. */
@Command(
        name = "next",
        header = "Claim the best feature that can start: begins it and takes its write locks, in one step.",
        description = {
            "Needs the feature set that 'coord init' or 'coord run' stored. A feature can start when its prerequisites are"
                    + " completed, nobody else holds a lock on what it writes, and no active feature changes a table of it. The"
                    + " one with the larger priority goes first, then the one that more work waits for, then the one whose"
                    + " files the agent has written before.",
            "",
            "The claim is a lease: renew it with 'coord lock renew' if the work takes longer than --ttl. 'coord complete',"
                    + " 'block' and 'fail' end it. A feature whose lease has ended goes to the next agent that asks, and whoever"
                    + " had it cannot complete it any more.",
            "",
            "Prints lines for the shell: COORD_FEATURE=..., COORD_LEASE=..., COORD_TOKEN=...,"
                    + " COORD_EXPIRES_AT=... and COORD_TASK_FILE=..., the file of the task in Markdown: title, description,"
                    + " what may be written and read, and how to ask for more locks. The last line exports them.",
            "",
            "--json prints {\"result\", \"feature_id\", \"lease_id\", \"token\", \"expires_at\", \"locks\", \"task\","
                    + " \"waits_for\"}; the result is \"claimed\", \"none\", \"done\" or \"stuck\", the task the same Markdown,"
                    + " and anything but \"claimed\" has a \"message\"."
        },
        exitCodeList = {
            "0:a feature was claimed",
            "1:the coordination directory could not be read or written",
            "2:bad input or options",
            "4:no feature can start yet, with --wait also at the end of that time",
            "5:no feature can start before a person does something: the message says what",
            "7:every feature is completed"
        },
        footer = {
            "  while work=$(coord next --agent implementor-1 --wait 10m); code=$?; [ $code = 0 ]; do",
            "    eval \"$work\"",
            "    my-agent --task \"$COORD_TASK_FILE\" && coord complete \"$COORD_FEATURE\" --agent implementor-1 ||",
            "      coord fail \"$COORD_FEATURE\" --agent implementor-1 --reason 'my-agent failed'",
            "  done; echo $code"
        })
public final class NextCommand extends StoreCommand {

    @Mixin
    private Acting acting = new Acting();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Wait for a feature that can start for up to that long, such as 10m. Default: not at all.")
    private Duration patience = Duration.ZERO;

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long the claim lives without renewal, such as 90s or 1h30m. Default: 30m.")
    private Duration ttl = ClaimFeature.DEFAULT_TTL;

    public NextCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected void prepare() {
        LockRequest.checkPatience(patience);
        claim();
    }

    @Override
    protected Duration patience() {
        return patience.isZero() ? super.patience() : patience;
    }

    @Override
    protected ExitCode carryOut(Coordinator coordinator, Path home) throws InterruptedException {
        ClaimOutcome outcome = take(coordinator, claim());
        if (outcome instanceof ClaimOutcome.Claimed claimed) {
            Lease lease = claimed.lease();
            granted(
                    () -> answer(outcome, home),
                    () -> text(claimed, taskFile(coordinator, claimed, home)),
                    () -> coordinator.detach(lease.id()), // before that nobody but this process knows of the claim
                    () -> {
                        coordinator.release(lease.id());
                        return "feature " + claimed.feature().id() + " was given back";
                    });
            return ExitCode.DONE;
        }
        answer(() -> answer(outcome, home), Page::new);
        say("coord: " + outcome.message());
        return ExitCode.of(outcome);
    }

    @SuppressWarnings("try") // it is told of by being open
    private ClaimOutcome take(Coordinator coordinator, ClaimFeature claim) throws InterruptedException {
        ClaimOutcome now = withoutDeadRun(coordinator, coordinator.claim(claim, Duration.ZERO));
        if (patience.isZero() || !(now instanceof ClaimOutcome.NothingReady)) {
            return now;
        }
        try (WaitNotice notice = WaitNotice.of(() -> awaited(coordinator, claim), this::say)) {
            return withoutDeadRun(coordinator, coordinator.claim(claim, left(patience)));
        }
    }

    /** Waiting is in vain for what only a run makes whose process is gone. */
    private static ClaimOutcome withoutDeadRun(Coordinator coordinator, ClaimOutcome outcome) {
        return coordinator
                .status()
                .run()
                .filter(run -> outcome instanceof ClaimOutcome.NothingReady nothing
                        && nothing.waitsFor().stream().allMatch(what -> what.kind() == Obstacle.Kind.RUN)
                        && RunAnswer.isAbandoned(run, ProcessLife::isAlive))
                .<ClaimOutcome>map(run -> new ClaimOutcome.Stuck("run " + run.id()
                        + " makes what is left, and its process is" + " gone; the same 'coord run' goes on with it"))
                .orElse(outcome);
    }

    private static Optional<String> awaited(Coordinator coordinator, ClaimFeature claim) {
        return Optional.of(
                        Rules.apply(coordinator.status(), claim, Instant.now()).outcome())
                .filter(ClaimOutcome.NothingReady.class::isInstance)
                .map(ClaimOutcome::message);
    }

    private ClaimFeature claim() {
        AgentId agent = acting.agent(shell());
        return new ClaimFeature(agent).withTtl(ttl).ownedBy(ProcessLife.current());
    }

    private static Answer answer(ClaimOutcome outcome, Path home) {
        return ClaimAnswer.of(outcome, claimed -> task(claimed, home));
    }

    private static String task(ClaimOutcome.Claimed claimed, Path home) {
        return TaskText.of(claimed, SystemPath.absolute(home).toString(), OwnCommand.anywhere());
    }

    /** In a file, since a text of any length is too much for a variable. */
    private static Path taskFile(Coordinator coordinator, ClaimOutcome.Claimed claimed, Path home) {
        Path file = SystemPath.absolute(home)
                .resolve("tasks")
                .resolve(claimed.feature().id() + ".md");
        try {
            return PlainFile.replace(home, file, task(claimed, home));
        } catch (IOException e) {
            coordinator.release(claimed.lease().id());
            throw new StoreFailed(
                    "cannot write the task of '" + claimed.feature().id() + "' to " + file + ": " + FailureText.of(e)
                            + "; mend that, then ask again: the claim was given back",
                    e);
        }
    }

    private static Page text(ClaimOutcome.Claimed claimed, Path taskFile) {
        return new ShellVariables()
                .with("COORD_FEATURE", claimed.feature().id().toString())
                .with(claimed.lease())
                .with("COORD_TASK_FILE", OwnCommand.inShell(List.of(taskFile.toString())))
                .lines();
    }
}
