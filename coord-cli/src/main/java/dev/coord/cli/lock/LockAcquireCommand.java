package dev.coord.cli.lock;

import dev.coord.cli.shell.Shell;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.state.LockAnswers;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import picocli.CommandLine.Command;

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
            "Prints lines for the shell, COORD_LEASE=..., COORD_TOKEN=..., COORD_EXPIRES_AT=... and their export; so"
                    + " granted=$(coord lock acquire ...) && eval \"$granted\" sets these variables, also for the commands that"
                    + " follow, and stops where it was denied; eval alone would go on.",
            "",
            "--json prints {\"result\", \"lease_id\", \"token\", \"expires_at\", \"locks\", \"held_by\"}; the result is"
                    + " \"granted\", \"denied\", or \"timed_out\" where others still held a lock when the time was over (the request"
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
final class LockAcquireCommand extends AskingCommand {

    LockAcquireCommand(Shell shell) {
        super(shell);
    }

    @Override
    ExitCode granted(Coordinator coordinator, LockOutcome.Granted granted) throws InterruptedException {
        LeaseId id = granted.lease().id();
        granted(
                () -> LockAnswers.of(granted),
                () -> LockText.granted(granted),
                () -> coordinator.detach(id), // before that nobody but this process knows of the lease
                () -> {
                    coordinator.release(id);
                    return "lease " + id + " was given back";
                });
        return ExitCode.DONE;
    }
}
