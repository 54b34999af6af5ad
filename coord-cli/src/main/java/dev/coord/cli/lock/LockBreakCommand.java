package dev.coord.cli.lock;

import dev.coord.AgentId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.LeaseLost;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.cli.command.StoreCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Page;
import dev.coord.cli.word.Word;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.Answer;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.state.LockAnswers;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRegistry.ForeignLock;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coord lock break}. */
@Command(
        name = "break",
        header = "Take a lease, or a foreign lock, away from a holder that does not give it up.",
        description = {
            "For a person who has seen that the holder hangs: whoever waited for its locks holds his at once, the holder is"
                    + " refused when it next uses the lease, and the conflict log says why. The holder's process goes on;"
                    + " stop it first if you can.",
            "",
            "A foreign lock is one that somebody wrote into coordination-locks.json himself; it has no lease, and is named by"
                    + " its path and its agent.",
            "",
            "--json prints {\"result\": \"broken\", \"lease_id\", \"locked_by\", \"feature_id\"}; for a foreign lock"
                    + " \"file_path\" in place of \"lease_id\"."
        },
        exitCodeList = {
            "0:broken",
            "1:the coordination directory could not be read or written",
            "2:bad input or options",
            "6:the lease was not in force any more: nothing was broken"
        },
        footer = {
            "  coord lock break lease-7 --reason 'its agent hangs since noon'",
            "  coord lock break --foreign middleware.ts --agent implementor-1 --reason 'gone since noon'"
        })
final class LockBreakCommand extends StoreCommand {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "LEASE",
            description = "The lease, as 'coord lock acquire' printed it.")
    @Nullable
    private String lease;

    @Option(
            names = "--foreign",
            parameterConsumer = Word.class,
            paramLabel = "PATH",
            description = "The foreign lock on this path, as it is written.")
    @Nullable
    private String foreign;

    @Option(names = "--agent", parameterConsumer = Word.class, paramLabel = "ID", description = "Whose foreign lock.")
    @Nullable
    private String agent;

    @Option(
            names = "--reason",
            parameterConsumer = Word.class,
            paramLabel = "TEXT",
            required = true,
            description = "Why; kept in the conflict log.")
    private String reason = "";

    LockBreakCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected void prepare() {
        boolean named = lease == null ? foreign != null && agent != null : foreign == null && agent == null;
        if (!named) {
            throw new BadInput("name either a LEASE, or a foreign lock with --foreign PATH and --agent ID");
        }
        if (reason.isBlank()) {
            throw new BadInput("--reason is empty; say why the lock is broken, for whoever reads the conflict log");
        }
    }

    @Override
    protected ExitCode carryOut(Coordinator coordinator, Path home) {
        if (lease == null) {
            breakForeign(coordinator, new RepoPath(String.valueOf(foreign)), new AgentId(String.valueOf(agent)));
        } else {
            breakLease(coordinator, new LeaseId(lease));
        }
        return ExitCode.DONE;
    }

    private void breakLease(Coordinator coordinator, LeaseId id) {
        Lease broken = coordinator.breakLease(id, reason.strip());
        tell(LockAnswers.broken(broken), broken.id().value(), broken.agent(), broken.feature());
    }

    private void breakForeign(Coordinator coordinator, RepoPath path, AgentId holder) {
        List<ForeignLock> broken = coordinator.breakForeign(path, holder, reason.strip());
        if (broken.isEmpty()) {
            throw new LeaseLost("agent '" + holder + "' has no foreign lock on '" + path
                    + "'; nothing was broken; see 'coord lock list'");
        }
        ForeignLock first = broken.get(0);
        tell(LockAnswers.broken(first), path.value(), holder, first.feature());
    }

    private void tell(Answer answer, String what, AgentId holder, FeatureId feature) {
        changed(
                what + " is broken",
                () -> answer,
                () -> Page.of("broke " + what + " of " + holder + " (" + feature + ")"));
    }
}
