package dev.coord.cli.lock;

import dev.coord.cli.shell.Shell;
import dev.coord.cli.shell.WaitNotice;
import dev.coord.cli.word.DurationConverter;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.state.LockAnswers;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coord lock upgrade}. */
@Command(
        name = "upgrade",
        header = "Make the read locks of a lease write locks.",
        description = {
            "Waits until the other readers have gone. A new lease with a new token then takes the old one's place, and the"
                    + " same lines for the shell are printed as by 'coord lock acquire'; with any other exit code but 6 the"
                    + " old lease is as it was. Ctrl-C withdraws the upgrade.",
            "",
            "Where another reader waits to write the same file already, both would wait for ever: this one is denied and"
                    + " has to release its lease. A lease that ends while its upgrade waits is lost, and the upgrade with"
                    + " it: renew it meanwhile if --wait is longer than its --ttl.",
            "",
            "--json prints the same document as 'coord lock acquire'."
        },
        exitCodeList = {
            "0:granted",
            "1:the coordination directory could not be read or written",
            "2:bad input or options",
            "3:denied: waiting would close a circle",
            "4:timed out waiting for the locks, or for another process that keeps the coordination directory to itself",
            "6:the lease is not in force any more: its locks may belong to somebody else"
        },
        footer = "  granted=$(coord lock upgrade \"$COORD_LEASE\" --wait 30s) && eval \"$granted\"")
final class LockUpgradeCommand extends LeaseCommand {

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Wait for up to that long. Default: 30s.")
    private Duration patience = LockRequest.DEFAULT_PATIENCE;

    LockUpgradeCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected Duration patience() {
        return patience;
    }

    @Override
    public ExitCode whenBusy() {
        return ExitCode.TIMED_OUT;
    }

    @SuppressWarnings("try") // it is told of by being open
    private LockOutcome waitFor(Coordinator coordinator) throws InterruptedException {
        try (WaitNotice notice = WaitNotice.of(() -> LockText.awaited(coordinator.status(), lease()), this::say)) {
            return coordinator.upgradeUntold(lease(), left(patience));
        }
    }

    @Override
    protected void prepare() {
        super.prepare();
        LockRequest.checkPatience(patience);
    }

    @Override
    protected ExitCode carryOut(Coordinator coordinator, Path home) throws InterruptedException {
        LockOutcome outcome = waitFor(coordinator);
        if (outcome instanceof LockOutcome.Granted granted) {
            granted(
                    () -> LockAnswers.of(outcome),
                    () -> LockText.granted(outcome),
                    () -> coordinator.keepUpgrade(
                            granted.lease().id()), // before that the old lease comes back if it dies
                    () -> back(coordinator.undoUpgrade(lease())));
            return ExitCode.DONE;
        }
        answer(() -> LockAnswers.of(outcome), () -> LockText.granted(outcome));
        LockText.refusal(outcome).ifPresent(line -> say("coord: " + line));
        return ExitCode.of(outcome);
    }

    /** A repeated upgrade tells of a lease that an earlier one was granted, so there is nothing to give back. */
    private String back(Optional<Lease> left) {
        return left.map(held -> held.id().equals(lease())
                        ? "lease " + held.id() + " is as it was before the upgrade"
                        : "lease " + held.id() + " is in force since an earlier upgrade")
                .orElse("lease " + lease() + " is not in force any more, nor what it was upgraded to");
    }
}
