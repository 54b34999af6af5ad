package dev.coord.cli;

import dev.coord.core.Coordinator;
import dev.coord.lock.LockRegistry;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;

/** {@code coord lock list}. */
@Command(
        name = "list",
        header = "Show who holds which locks and who waits.",
        description = {
            "A lock that somebody wrote into coordination-locks.json himself is shown as foreign, and as stale when it is older"
                    + " than five minutes; it is honoured until it is removed there.",
            "",
            "--json prints {\"locks\", \"pending_locks\"} with rows as in coordination-locks.json."
        },
        exitCodeList = {
            "0:the list was printed",
            "1:the coordination directory could not be read or written",
            "2:bad options"
        },
        footer = "  coord lock list")
final class LockListCommand extends StoreCommand {

    LockListCommand(Shell shell) {
        super(shell);
    }

    @Override
    ExitCode carryOut(Coordinator coordinator, Path home) {
        LockRegistry registry = coordinator.status().locks();
        answer(
                () -> Json.document(LockJson.registry(registry)),
                () -> RegistryText.of(registry, Instant.now(), shell().paint()));
        return ExitCode.DONE;
    }
}
