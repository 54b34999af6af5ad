package dev.coord.cli.lock;

import dev.coord.cli.command.LookCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.RegistryText;
import dev.coord.core.answer.state.LockAnswers;
import dev.coord.store.Snapshot;
import dev.coord.store.StoreReader;
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
final class LockListCommand extends LookCommand<Snapshot> {

    LockListCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected Snapshot read(StoreReader store) {
        return store.read();
    }

    @Override
    protected void show(Snapshot found, Path home) {
        answer(() -> LockAnswers.registry(found.locks()), () -> RegistryText.of(found, Instant.now(), shell().paint()));
    }
}
