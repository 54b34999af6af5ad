package dev.coord.cli.radar;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.home.StoreOpener;
import dev.coord.cli.shell.Shell;
import dev.coord.content.ContentMergers;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.run.RadarAnswer;
import dev.coord.core.radar.LiveFeatures;
import dev.coord.core.radar.LookPace;
import dev.coord.core.radar.RadarNews;
import dev.coord.core.spi.FailureText;
import dev.coord.git.GitRadar;
import dev.coord.git.GitRepository;
import dev.coord.radar.Encounter;
import dev.coord.radar.RadarPicture;
import dev.coord.store.Snapshot;
import dev.coord.store.StoreReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coord radar}. */
@Command(
        name = "radar",
        header = "Show what would conflict right now among live work, uncommitted work included.",
        description = {
            "Live work is what agents of the run make or have finished, until it has landed, and the branches of features that somebody"
                    + " has claimed, started or completed, with what lies in their work trees. All of it is merged pairwise, and each with"
                    + " the target, in a private clone: nothing in the repository or in a work tree changes.",
            "",
            "Each conflict is shown with file, lines, both features and what both changed there. Changes that merge and have at most three"
                    + " lines between them are shown as close. A work tree in which git is busy, as in the middle of a rebase, counts as"
                    + " it was before.",
            "",
            "With --watch it goes on, and tells what comes and what goes, until it is ended or nobody reads it any more.",
            "",
            "--json prints {\"target\", \"commit\", \"features\", \"conflicts\", \"close\", \"unseen\"}; with --watch, --json=lines prints"
                    + " that on one line whenever it has changed."
        },
        exitCodeList = {
            "0:nothing conflicts; what is only close does not count",
            "1:the repository or the coordination directory could not be read",
            "2:bad options, or no repository",
            "3:something conflicts"
        },
        footer = {"  coord radar", "  coord radar --watch"})
public final class RadarCommand extends CoordCommand {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Option(names = "--watch", description = "Go on with what comes and goes; as JSON with --json=lines only.")
    private boolean watch;

    @Option(names = "--json=lines", description = "Print a JSON object on one line, with --watch one for each change.")
    private boolean lines;

    private final Set<String> told = new HashSet<>();

    public RadarCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected boolean jsonLines() {
        return lines;
    }

    @Override
    protected ExitCode carryOut() throws InterruptedException {
        if (watch && json() && !lines) {
            throw new BadInput("with --watch there is no end, and so no one document; use --json=lines");
        }
        GitRepository repository = GitRepository.open(directory.repository());
        StoreReader store = StoreOpener.look(directory.require(shell()));
        Path scratch = scratch();
        boolean isStructured =
                store.read().run().map(run -> run.settings().structured()).orElse(true);
        try (GitRadar radar = GitRadar.in(repository, scratch.resolve("clone"))
                .mergers(isStructured ? ContentMergers.all() : List.of())) {
            return look(radar, store);
        } finally {
            delete(scratch);
        }
    }

    private ExitCode look(GitRadar radar, StoreReader store) throws InterruptedException {
        RadarPicture picture = look(radar, store.read(), List.of(), true);
        while (watch) {
            long start = System.nanoTime();
            List<Encounter> before = picture.encounters();
            picture = look(radar, store.read(), before, false);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            TimeUnit.NANOSECONDS.sleep(LookPace.pause(PAUSE, took).toNanos());
        }
        return picture.hasConflicts() ? ExitCode.CONFLICT : ExitCode.DONE;
    }

    /** Answers what it has seen, with what was known of work that it could not see. */
    private RadarPicture look(GitRadar radar, Snapshot snapshot, List<Encounter> before, boolean isFirst)
            throws InterruptedException {
        String target = radar.target(snapshot);
        RadarPicture seen = radar.look(target, LiveFeatures.of(snapshot));
        seen.unseen().stream()
                .filter(one -> told.add(one.feature() + one.reason()))
                .forEach(one -> say("coord: the work on " + one.feature() + " is not seen: " + one.reason()));
        RadarPicture picture =
                new RadarPicture(seen.target(), seen.seen(), RadarNews.known(before, seen), seen.unseen());
        RadarNews news = RadarNews.of(before, picture.encounters());
        if (isFirst || !news.isNone()) {
            answer(
                    () -> RadarAnswer.of(picture, target),
                    () -> isFirst
                            ? RadarPage.of(picture, target, shell().paint())
                            : RadarPage.of(news, target, shell().paint()));
        }
        return picture;
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("coord-radar-");
        } catch (IOException e) {
            throw new StoreFailed(
                    "cannot make a directory for temporary files: " + FailureText.of(e) + "; mend that, or name another"
                            + " place with TMPDIR",
                    e);
        }
    }

    private void delete(Path scratch) {
        try {
            Files.deleteIfExists(scratch);
        } catch (IOException e) {
            say("coord: " + scratch + " stays: " + FailureText.of(e));
        }
    }
}
