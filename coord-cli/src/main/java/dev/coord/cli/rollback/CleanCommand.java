package dev.coord.cli.rollback;

import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.home.NewHome;
import dev.coord.cli.home.NotUndone;
import dev.coord.cli.home.StoreOpener;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.word.DurationConverter;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.run.CleanAnswer;
import dev.coord.core.clean.CleanOutcome;
import dev.coord.core.clean.CleanOutcome.Busy;
import dev.coord.core.clean.CleanOutcome.Listed;
import dev.coord.git.GitClean;
import dev.coord.git.GitRepository;
import dev.coord.store.CoordinationStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coord clean}. */
@Command(
        name = "clean",
        header = "Show what coord keeps in the repository under refs/coord; --delete removes what can go.",
        description = {
            "What the target contains can go at any time. What may be the only copy of work goes only with --older-than. What a"
                    + " run that is not over still needs, or 'coord rollback' of the latest run's landings, stays in any case.",
            "",
            "Only refs are removed: git removes what no ref leads to by its own rules, with 'git gc'.",
            "",
            "--json prints {\"result\", \"target\", \"refs\"}, the result being \"listed\", \"deleted\" or \"already_running\"."
        },
        exitCodeList = {
            "0:it is shown, or removed",
            "1:the repository or the directory could not be used; nothing was removed",
            "2:bad input or options, or no repository",
            "3:--delete, and a run is under way; it is named"
        },
        footer = {"  coord clean", "  coord clean --older-than 30d --delete"})
public final class CleanCommand extends CoordCommand {

    @Option(
            names = "--older-than",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Lets go, too, what was committed longer ago, as 30d, though it may be the only copy.")
    private @Nullable Duration olderThan;

    @Option(names = "--delete", description = "Remove what can go, all of it or nothing.")
    private boolean delete;

    public CleanCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut() {
        GitRepository repository = GitRepository.open(directory.repository());
        Path home = directory.require(shell());
        GitClean clean = GitClean.in(repository, Optional.ofNullable(olderThan));
        if (!delete) {
            Instant now = InstantSource.system().instant();
            return report(clean.look(StoreOpener.look(home), home, now));
        }
        NewHome.require(home);
        try (CoordinationStore store = StoreOpener.open(home)) {
            return report(clean.delete(store, home));
        }
    }

    private ExitCode report(CleanOutcome outcome) {
        if (outcome instanceof Busy busy) {
            if (json()) {
                json(CleanAnswer.of(busy));
            }
            say("coord: " + busy.message());
            return ExitCode.CONFLICT;
        }
        NotUndone.in(directory.repository(), directory.require(shell()), why -> say("coord: " + why));
        Listed listed = (Listed) outcome;
        changed(
                listed.deleted() ? "refs were removed" : "nothing was changed",
                () -> CleanAnswer.of(listed),
                () -> CleanText.of(listed, Optional.ofNullable(olderThan), shell().paint()));
        return ExitCode.DONE;
    }
}
