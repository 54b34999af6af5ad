package dev.coord.cli.lock;

import dev.coord.CoordinationException.LeaseLost;
import dev.coord.cli.command.DirectoryOptions;
import dev.coord.cli.shell.HeldProgram;
import dev.coord.cli.shell.Shell;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.lease.HeldLease;
import dev.coord.core.lease.LeaseCare;
import dev.coord.core.lease.LeaseListener;
import dev.coord.core.process.ProcessFamily;
import dev.coord.fs.StorePatience;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coord lock hold}. */
@Command(
        name = "hold",
        header = "Run a command while holding locks: takes, renews and releases them.",
        description = {
            "Asks for the locks as 'coord lock acquire' does, runs the command with COORD_AGENT, COORD_FEATURE, COORD_LEASE,"
                    + " COORD_TOKEN and COORD_DIR in its environment, renews the lease meanwhile, and releases it when the"
                    + " command ends. The command has the input and the output of coord, and its exit code becomes that of coord.",
            "",
            "If the lease is lost, the command and what it has started are ended, and the exit code is 6. SIGTERM, Ctrl-C or"
                    + " SIGHUP to coord end them as well, and release the locks. A command that does not end within 5 s is"
                    + " killed. After 'kill -9' of coord itself nobody is left to do so: the locks are free at once, and the"
                    + " command goes on without them until you end it.",
            "",
            "Prints nothing itself. --json prints the answer of 'coord lock acquire' where the locks were not granted."
        },
        exitCodeList = {
            "0:the command ended with 0; any other code of the command is passed on",
            "1:the coordination directory could not be read or written",
            "2:bad input or options",
            "3:denied: another agent holds one of them, or waiting would close a circle; nothing was run",
            "4:timed out waiting for the locks or for the coordination directory; nothing was run",
            "6:the lease was lost while the command ran, which was ended",
            "127:the command could not be started"
        },
        footer = "  coord lock hold --agent implementor-1 --feature P3_posts --write db/ --wait 30s -- npm run migrate")
final class LockHoldCommand extends AskingCommand {

    /** What shells answer for a command that cannot be started. */
    private static final int NOT_STARTED = 127;

    /** By it is found what the command has started. */
    private static final String HOLD = "COORD_HOLD";

    @Parameters(index = "0..*", arity = "1..*", paramLabel = "COMMAND", description = "The command, behind '--'.")
    private List<String> command = new ArrayList<>();

    private OptionalInt passedOn = OptionalInt.empty();

    LockHoldCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected StorePatience storePatience() {
        return StorePatience.ofEachCall(patience());
    }

    @Override
    protected int status(ExitCode code) {
        return passedOn.orElse(super.status(code));
    }

    @Override
    ExitCode granted(Coordinator coordinator, LockOutcome.Granted granted) throws InterruptedException {
        Path store = directory.require(shell()).toAbsolutePath();
        ProcessFamily family = new ProcessFamily(
                HOLD, ProcessFamily.markerAt(granted.lease().id().value(), store));
        HeldProgram program = new HeldProgram(
                command, environment(granted.lease(), store, family), family, why -> say("coord: " + why));
        LeaseListener listener = new LeaseListener() {
            @Override
            public void lost(Lease lease, LeaseLost loss) {
                say("coord: " + loss.getMessage() + "; the command is ended");
                program.end();
            }
        };
        HeldLease held = coordinator.hold(granted.lease(), LeaseCare.RENEWED.telling(listener));
        try {
            OptionalInt status = program.run();
            passedOn = OptionalInt.of(status.orElse(NOT_STARTED));
        } catch (InterruptedException e) {
            released(held);
            throw e;
        }
        if (!released(held)) {
            passedOn = OptionalInt.empty();
            return ExitCode.LEASE_LOST;
        }
        return ExitCode.DONE;
    }

    /** Whether the lease was in force to the end. */
    private boolean released(HeldLease held) {
        var unused = Thread.interrupted(); // it would end the release
        try {
            held.close();
            return true;
        } catch (LeaseLost e) {
            return false;
        }
    }

    private Map<String, String> environment(Lease lease, Path store, ProcessFamily family) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("COORD_AGENT", lease.agent().value());
        variables.put("COORD_FEATURE", lease.feature().value());
        variables.put("COORD_LEASE", lease.id().value());
        variables.put("COORD_TOKEN", Long.toString(lease.token().value()));
        variables.put(DirectoryOptions.VARIABLE, store.toString());
        variables.putAll(family.environment());
        return variables;
    }
}
