package dev.coord.cli.feature;

import dev.coord.CoordinationException;
import dev.coord.FeatureId;
import dev.coord.cli.command.LookCommand;
import dev.coord.cli.home.NotUndone;
import dev.coord.cli.home.StoreOpener;
import dev.coord.cli.shell.Shell;
import dev.coord.core.answer.state.FeatureStanding;
import dev.coord.core.answer.state.StatusAnswer;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.LeftMigrations;
import dev.coord.git.GitRollback;
import dev.coord.store.Snapshot;
import dev.coord.store.StoreReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
public final class StatusCommand extends LookCommand<Snapshot> {

    public StatusCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected Snapshot read(StoreReader store) {
        return store.read();
    }

    @Override
    protected void show(Snapshot found, Path home) {
        List<LeftMigrations> left = NotUndone.in(directory.repository(), home, why -> say("coord: " + why));
        List<LandedWork> takenBack = takenBack(found, home);
        answer(
                () -> StatusAnswer.of(found, home.toString(), ProcessLife::isAlive, left, takenBack),
                () -> StatusText.of(found, home, Instant.now(), shell().paint(), left, takenBack));
    }

    /** Those that are shown nowhere else; none where there is no repository. */
    private List<LandedWork> takenBack(Snapshot found, Path home) {
        Set<FeatureId> shown = FeatureStanding.all(found).stream()
                .map(FeatureStanding::feature)
                .collect(Collectors.toSet());
        try {
            return GitRollback.takenBack(directory.repository(), StoreOpener.look(home)).stream()
                    .filter(landing -> !shown.contains(landing.feature()))
                    .toList();
        } catch (CoordinationException e) {
            return List.of();
        }
    }
}
