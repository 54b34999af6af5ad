package dev.coord.git.regenerate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.core.file.LogFile;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.merge.IntegrationTree;
import dev.coord.git.object.Commits;
import dev.coord.git.repository.Repository;
import dev.coord.git.setup.LoggedCommand;
import dev.coord.git.setup.SetUp;
import dev.coord.git.structured.FileConflict;
import dev.coord.git.structured.FileConflict.Version;
import dev.coord.git.structured.Remake;
import dev.coord.merge.WaveWork;
import dev.coord.run.Regeneration;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes files anew by the user's commands, in a work tree of its own beside the repository. What a command left is pinned in the
 * private clone before it is merged: the same versions of the file in the same tree give the same again, since no command need do
 * so.
 */
public final class Regenerations implements Remake {

    private final Repository repository;
    private final IntegrationClone clone;
    private final Path directory;
    private final SetUp carried;
    private final Commands commands;
    private final Duration limit;

    /**
     * Binds what is needed; touches nothing.
     *
     * @param directory the coordination directory
     * @param carried what copies ignored files into the work tree, such as settings that commands need
     * @param given the commands
     * @param limit how long each may take
     */
    public Regenerations(
            Repository repository,
            IntegrationClone clone,
            Path directory,
            SetUp carried,
            List<Regeneration> given,
            Duration limit) {
        this.repository = repository;
        this.clone = clone;
        this.directory = directory;
        this.carried = carried;
        this.commands = new Commands(given);
        this.limit = limit;
    }

    @Override
    public boolean knows(GitPath file) {
        return commands.of(file).isPresent();
    }

    @Override
    public Made make(WaveWork work, FeatureId feature, FileConflict conflict, CommitId tree) {
        String command = commands.of(conflict.path()).orElseThrow();
        String pin = "refs/coord/regenerated/" + key(conflict, tree, command);
        GitAnswer pinned = clone.git().ask("rev-parse", "--verify", "--quiet", pin + "^{blob}");
        if (pinned.succeeded()) {
            return Made.of(pinned.line());
        }
        IntegrationTree place = IntegrationTree.ofRegeneration(repository, work);
        try {
            place.checkOut(clone, Commits.make(clone.git(), tree, List.of(), "merged but " + conflict.path() + "\n"));
            Made made = run(work, feature, conflict, command, place);
            made.blob().ifPresent(blob -> clone.git().run("update-ref", pin, blob));
            place.remove();
            return made;
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot make '" + conflict.path() + "' anew in " + place.directory() + ": " + FailureText.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RepositoryFailed("making '" + conflict.path() + "' anew was interrupted; run again", e);
        }
    }

    private Made run(WaveWork work, FeatureId feature, FileConflict conflict, String command, IntegrationTree place)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(place.environment(directory));
        environment.put("COORD_FEATURE", feature.value());
        environment.put("COORD_FILE", NativeText.text(conflict.path().bytes()));
        Path logs = place.logs(directory);
        String name = "'" + conflict.path() + "' of " + feature + ", wave " + work.wave();
        carried.in(new SetUp.Place(
                place.git(clone), place.family(), environment, logs.resolve("setup-" + work.wave() + ".log"), name));
        LogFile log = LogFile.append(directory, logs.resolve("regenerate-" + work.wave() + ".log"), name);
        LoggedCommand.Ended ended =
                new LoggedCommand(command, limit).run(place.directory(), place.family(), environment, log);
        if (ended.failure().isPresent()) {
            return Made.failed(
                    "its command failed: " + ended.failure().get() + "; its output is in " + log.path(),
                    ended.output());
        }
        Path file = conflict.path().file(place.directory());
        Optional<String> problem = LeftFile.problem(place.directory(), file, content(conflict.ours()));
        return problem.isPresent()
                ? Made.failed(problem.get() + "; its output is in " + log.path(), ended.output())
                : Made.of(taken(place.git(clone), conflict.path()));
    }

    /** As {@code git add} takes it, with what the user's settings and attributes make of line ends. */
    private static String taken(Git git, GitPath path) {
        return git.run("hash-object", "-w", "--", NativeText.text(path.bytes())).line();
    }

    private byte[] content(Version version) {
        return Commits.contents(clone.git(), Set.of(version.id()))
                .getOrDefault(version.id(), "")
                .getBytes(ISO_8859_1);
    }

    private static String key(FileConflict conflict, CommitId tree, String command) {
        String versions = String.join(
                "\0",
                conflict.path().raw(),
                conflict.base().map(Version::id).orElse(""),
                conflict.ours().id(),
                conflict.theirs().id(),
                tree.value(),
                command);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(versions.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
