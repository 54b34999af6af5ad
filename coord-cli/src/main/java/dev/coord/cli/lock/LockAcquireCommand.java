package dev.coord.cli.lock;

import dev.coord.CoordinationException.BadInput;
import dev.coord.RepoPath;
import dev.coord.cli.command.Acting;
import dev.coord.cli.command.DurationConverter;
import dev.coord.cli.command.StoreCommand;
import dev.coord.cli.command.Word;
import dev.coord.cli.home.WorkTree;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.shell.WaitNotice;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.LockAnswers;
import dev.coord.core.conflict.DirectoryNames;
import dev.coord.core.process.ProcessLife;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coord lock acquire}. */
@Command(
        name = "acquire",
        header = "Ask for locks on files: all of them or none.",
        description = {
            "Paths are relative to the root of the repository: files, directories ('app/') or globs ('src/*.ts'). A name that"
                    + " is a directory in the work tree you are in is locked as one. Many agents"
                    + " may read at once; a writer is alone. The locks are a lease that ends after --ttl unless it is renewed,"
                    + " and with 'coord complete', 'block' or 'fail'.",
            "",
            "Without --wait or --fail: a write that meets another agent's write is denied; any meeting with a read on one"
                    + " side waits for up to 30 s. Waiters are served in the order of arrival. A request ends with its"
                    + " command, however that ends.",
            "",
            "With --policy, older work goes first, and nobody ever waits in a circle. Who is denied releases what it holds and"
                    + " asks again with the same --wave and --first-asked, so that it is the oldest one day. A holder whose"
                    + " lease was taken is told by exit code 6 when it next uses it: it stops, takes what it did under that"
                    + " lease for lost, and asks again in the same way.",
            "",
            "Prints lines for the shell: COORD_LEASE=..., COORD_TOKEN=..., COORD_EXPIRES_AT=...; so"
                    + " granted=$(coord lock acquire ...) && eval \"$granted\" sets these variables, and stops where it was"
                    + " denied; eval alone would go on.",
            "",
            "--json prints {\"result\", \"lease_id\", \"token\", \"expires_at\", \"locks\", \"held_by\"}; the result is"
                    + " \"granted\", \"denied\", or \"waiting\" where others still held a lock when the time was over (the request"
                    + " is withdrawn then, and the exit code 4). A request that would close a circle of waiters is denied and"
                    + " has the circle in \"cycle\"."
        },
        exitCodeList = {
            "0:granted",
            "1:the coordination directory could not be read or written",
            "2:bad input or options",
            "3:denied: another agent holds one of them, or waiting would close a circle",
            "4:timed out waiting for the locks, or for another process that keeps the coordination directory to itself"
        },
        footer = {
            "  granted=$(coord lock acquire --agent implementor-1 --feature P3_posts \\",
            "      --write app/actions/posts.ts app/posts/ --read middleware.ts --wait 30s) && eval \"$granted\"",
            "  coord lock release \"$COORD_LEASE\""
        })
final class LockAcquireCommand extends StoreCommand {

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

    LockAcquireCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected void prepare() {
        workTree = WorkTree.around(directory.repository());
        request();
    }

    @Override
    protected ExitCode carryOut(Coordinator coordinator, Path home) throws InterruptedException {
        LockRequest request = request();
        LockOutcome outcome = waitFor(coordinator, request.withPatience(left(request.patience())));
        if (outcome instanceof LockOutcome.Granted granted) {
            LeaseId id = granted.lease().id();
            granted(
                    () -> LockAnswers.of(outcome),
                    () -> LockText.granted(outcome),
                    () -> coordinator.detach(id), // before that nobody but this process knows of the lease
                    () -> {
                        coordinator.release(id);
                        return "lease " + id + " was given back";
                    });
            return ExitCode.DONE;
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
        LockRequest.Builder request = LockRequest.builder(acting.agent(shell()).value(), feature())
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
