package dev.coord.cli;

import dev.coord.core.Coordinator;
import dev.coord.store.Snapshot;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;

/** {@code coord status}. */
@Command(
        name = "status",
        header = "Show where every feature stands, who holds what since when, and who waits for whom.",
        description =
                "--json prints the fields of coordination-state.json, and \"features\" (status, wave, agent, reason),"
                        + " \"locks\", \"pending_locks\" and \"run\".",
        exitCodeList = {
            "0:the status was printed",
            "1:the coordination directory could not be read or written",
            "2:bad options"
        },
        footer = "  coord status")
final class StatusCommand extends StoreCommand {

    StatusCommand(Shell shell) {
        super(shell);
    }

    @Override
    ExitCode carryOut(Coordinator coordinator, Path home) {
        Snapshot snapshot = coordinator.status();
        answer(
                () -> Json.document(StatusJson.of(snapshot, home)),
                () -> StatusText.of(snapshot, home, Instant.now(), shell().paint()));
        return ExitCode.DONE;
    }
}
