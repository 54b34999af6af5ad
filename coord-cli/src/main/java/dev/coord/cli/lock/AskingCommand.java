package dev.coord.cli.lock;

import dev.coord.AgentId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.RepoPath;
import dev.coord.cli.command.Acting;
import dev.coord.cli.command.StoreCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.shell.WaitNotice;
import dev.coord.cli.word.DurationConverter;
import dev.coord.cli.word.Word;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.state.LockAnswers;
import dev.coord.core.conflict.DirectoryNames;
import dev.coord.core.process.ProcessLife;
import dev.coord.git.place.WorkTreeDirectories;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that asks for locks: all of them or none. */
abstract class AskingCommand extends StoreCommand {

    /** With {@code --fail} only the store itself is waited for. */
    private static final Duration LONGEST_FOR_NOBODY = Duration.ofSeconds(5);

    @Mixin
    private Acting acting = new Acting();

    @Option(
            names = "--feature",
            parameterConsumer = Word.class,
            paramLabel = "F",
            description = "For which feature. Default: $" + Acting.FEATURE + ".")
    private @Nullable String feature;

    @Option(
            names = "--write",
            parameterConsumer = PathWords.class,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Paths to write.")
    private List<String> writes = new ArrayList<>();

    @Option(
            names = "--read",
            parameterConsumer = PathWords.class,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Paths to read.")
    private List<String> reads = new ArrayList<>();

    @ArgGroup
    private @Nullable Contention contention;

    @Mixin
    private ByAge byAge = new ByAge();

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long the lease lives without renewal, such as 90s or 1h30m. Default: 5m.")
    private Duration ttl = LockRequest.DEFAULT_TTL;

    /** What to do when somebody is in the way. */
    private static final class Contention {

        @Option(
                names = "--wait",
                paramLabel = "DURATION",
                converter = DurationConverter.class,
                description = "Wait for up to that long, whoever is in the way.")
        private @Nullable Duration patience;

        @Option(names = "--fail", description = "Do not wait: be denied if anybody is in the way.")
        private boolean fail;
    }

    private Predicate<RepoPath> workTree = DirectoryNames.NO_REPOSITORY;

    AskingCommand(Shell shell) {
        super(shell);
    }

    /** Does what it asked the locks for. */
    abstract ExitCode granted(Coordinator coordinator, LockOutcome.Granted granted) throws InterruptedException;

    final AgentId agent() {
        return acting.agent(shell());
    }

    @Override
    protected void prepare() {
        workTree = WorkTreeDirectories.around(directory.repository());
        request();
    }

    @Override
    protected final ExitCode carryOut(Coordinator coordinator, Path home) throws InterruptedException {
        LockRequest request = request();
        LockOutcome outcome = waitFor(coordinator, request.withPatience(left(request.patience())));
        if (outcome instanceof LockOutcome.Granted granted) {
            return granted(coordinator, granted);
        }
        answer(() -> LockAnswers.of(outcome), () -> LockText.granted(outcome));
        LockText.refusal(outcome).ifPresent(line -> say("coord: " + line));
        return ExitCode.of(outcome);
    }

    @Override
    protected Duration patience() {
        return contention != null && contention.fail
                ? LONGEST_FOR_NOBODY
                : request().patience();
    }

    @Override
    public ExitCode whenBusy() {
        return ExitCode.TIMED_OUT;
    }

    @SuppressWarnings("try") // it is told of by being open
    private LockOutcome waitFor(Coordinator coordinator, LockRequest request) throws InterruptedException {
        try (WaitNotice notice = WaitNotice.of(() -> LockText.awaited(coordinator.status(), request), this::say)) {
            return coordinator.acquire(request);
        }
    }

    /** A name that is a directory where one stands is locked as one, so that globs below it are in its way. */
    private String[] counted(List<String> paths) {
        return paths.stream()
                .map(path ->
                        DirectoryNames.resolve(new RepoPath(path), workTree).value())
                .toArray(String[]::new);
    }

    private String feature() {
        return acting.feature(feature, "--feature F", shell()).value();
    }

    private LockRequest request() {
        if (writes.isEmpty() && reads.isEmpty()) {
            throw new BadInput("no path was named; say which files to lock with --write PATH or --read PATH");
        }
        LockRequest.Builder request = LockRequest.builder(agent().value(), feature())
                .write(counted(writes))
                .read(counted(reads))
                .ttl(ttl)
                .owner(ProcessLife.current());
        Contention chosen = contention;
        if (chosen != null && chosen.fail) {
            request.policy(ContentionPolicy.FAIL);
        } else if (chosen != null && chosen.patience != null) {
            request.policy(ContentionPolicy.WAIT).patience(chosen.patience);
        }
        if (byAge.isChosen() && chosen != null && chosen.fail) {
            throw new BadInput("--fail and --policy contradict each other; give one of them");
        }
        byAge.applyTo(request);
        return request.build();
    }
}
