package dev.coord.git.setup;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.SafeText;
import dev.coord.core.file.LogFile;
import dev.coord.core.file.SystemPath;
import dev.coord.core.path.PathPattern;
import dev.coord.core.process.ProcessFamily;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.UntrackedFiles;
import dev.coord.git.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a new work tree ready to be worked in: copies ignored files of the user's checkout into it, then runs a command there, and
 * refuses what that leaves for git to see. Safe from many threads.
 */
public final class SetUp {

    private static final Logger LOG = LoggerFactory.getLogger(SetUp.class);

    private final Git checkout;
    private final Path coordination;
    private final List<PathPattern> patterns;
    private final Optional<LoggedCommand> command;
    private final CarriedDigest digest = new CarriedDigest();

    /**
     * Binds the checkout; touches nothing.
     *
     * @param source whose work tree is copied from
     * @param coordination the coordination directory, which is never copied
     * @param patterns which ignored files are copied
     * @param command what is run then
     */
    public SetUp(Repository source, Path coordination, List<PathPattern> patterns, Optional<LoggedCommand> command) {
        this(source.git(), coordination, patterns, command);
    }

    private SetUp(Git checkout, Path coordination, List<PathPattern> patterns, Optional<LoggedCommand> command) {
        this.checkout = checkout;
        this.coordination = coordination;
        this.patterns = patterns;
        this.command = command;
    }

    /**
     * A work tree that was just made.
     *
     * @param git git on it
     * @param family whatever works in it
     * @param environment of the command
     * @param log takes what the command prints
     * @param name for people
     */
    public record Place(Git git, ProcessFamily family, Map<String, String> environment, Path log, String name) {

        Path directory() {
            return git.directory();
        }
    }

    /**
     * What became of a work tree.
     *
     * @param carried what was copied
     * @param took how long the command ran, if there is one
     */
    public record Done(List<GitPath> carried, Optional<Duration> took) {}

    /** The same without its command. */
    public SetUp carrying() {
        return new SetUp(checkout, coordination, patterns, Optional.empty());
    }

    /** Whether there is nothing to do, ever. */
    public boolean isNothing() {
        return patterns.isEmpty() && command.isEmpty();
    }

    /** A text that is another one for another set-up; nothing where nothing is done. */
    public String told() {
        String carried = patterns.isEmpty() ? "" : "\ncarried: " + patterns;
        return command.map(run -> "\nset-up: " + run.command()).orElse("") + carried;
    }

    /**
     * Tells what is carried, with its content.
     *
     * @return a digest that is another one for other content
     */
    public String digest() {
        try {
            return digest.of(
                    checkout.directory(),
                    patterns.isEmpty() ? List.of() : carried().files());
        } catch (IOException e) {
            throw new RepositoryFailed("cannot read what is carried: " + FailureText.of(e), e);
        }
    }

    /**
     * Looks at the checkout before anything is made.
     *
     * @throws BadInput if a pattern covers what git does not ignore
     */
    public void require() {
        Carried carried = carried();
        if (!carried.refused().isEmpty()) {
            throw new BadInput("cannot carry " + LeftChanges.names(carried.refused()) + " from " + checkout.directory()
                    + " into new work trees: git does not ignore "
                    + (carried.refused().size() == 1 ? "it" : "them")
                    + " and would commit what agents find there; have git ignore what is carried, or commit it");
        }
    }

    /** Tells of what patterns name and is not carried, or not as it is: a file such as '.env' need not be everywhere. */
    public void tellUncarried() {
        if (patterns.isEmpty()) {
            return;
        }
        Carried carried = carried();
        Path directory = checkout.directory();
        Uncarried uncarried = Uncarried.in(directory, SystemPath.real(coordination), patterns);
        carried.idle().stream()
                .filter(pattern -> !uncarried.isCoveredBy(pattern))
                .forEach(pattern -> LOG.warn(
                        "nothing in {} is carried by '{}': git ignores no such file there",
                        SafeText.line(directory.toString()),
                        SafeText.line(pattern.toString())));
        tell("not carried, since they are repositories of their own", carried.repositories());
        tell("not carried, since it is neither a file nor a link", uncarried.special());
        tell("not carried, since it cannot be read", uncarried.closed());
        if (!UntrackedFiles.tracked(checkout, patterns).isEmpty()) {
            tell(
                    "not carried, since git tracks it: new work trees have it as it was committed, without your changes",
                    LeftChanges.tracked(checkout).changed().stream()
                            .filter(path -> UntrackedFiles.covers(patterns, path))
                            .toList());
        }
        LeadingAway.among(carried.files(), directory)
                .forEach(link -> LOG.warn(
                        "carried as the link that it is: {}, which leads elsewhere or nowhere from a new work tree; link to an"
                                + " absolute path",
                        SafeText.line(link)));
    }

    private static void tell(String what, List<GitPath> paths) {
        if (!paths.isEmpty()) {
            LOG.warn("{}: {}", what, SafeText.line(LeftChanges.names(paths)));
        }
    }

    /**
     * Makes a work tree ready.
     *
     * @throws RepositoryFailed if something could not be copied or may not be, or the command failed, or left what git sees
     * @throws InterruptedException if the thread was interrupted; the command has ended
     */
    public Done in(Place place) throws InterruptedException {
        try {
            List<GitPath> copied = carry(place);
            return new Done(copied, command.isPresent() ? Optional.of(run(command.get(), place)) : Optional.empty());
        } catch (IOException e) {
            throw new RepositoryFailed("cannot set up " + place.directory() + ": " + FailureText.of(e), e);
        }
    }

    private Carried carried() {
        Path home = SystemPath.real(coordination);
        return Carried.of(
                patterns,
                UntrackedFiles.ignored(checkout, patterns).stream()
                        .filter(path -> !path.file(checkout.directory()).startsWith(home))
                        .toList(),
                UntrackedFiles.open(checkout, patterns),
                UntrackedFiles.tracked(checkout, patterns));
    }

    private List<GitPath> carry(Place place) throws IOException, InterruptedException {
        List<GitPath> missing = carried().files().stream()
                .filter(path -> !Files.exists(path.file(place.directory()), LinkOption.NOFOLLOW_LINKS))
                .toList();
        Set<GitPath> ignored = UntrackedFiles.ignoredAmong(place.git(), missing);
        List<GitPath> open =
                missing.stream().filter(path -> !ignored.contains(path)).toList();
        if (!open.isEmpty()) {
            throw new RepositoryFailed("cannot carry " + LeftChanges.names(open) + " into " + place.directory()
                    + ": the commit it was made from does not have git ignore "
                    + (open.size() == 1 ? "it" : "them") + ", as " + checkout.directory() + " does; commit that first");
        }
        new FileCopies(checkout.directory(), place.directory()).copy(missing);
        return missing;
    }

    private Duration run(LoggedCommand command, Place place) throws IOException, InterruptedException {
        LeftChanges before = LeftChanges.in(place.git());
        String head = head(place.git());
        LogFile log = LogFile.append(coordination, place.log(), "set-up of " + place.name());
        long start = System.nanoTime();
        LoggedCommand.Ended ended = command.run(place.directory(), place.family(), place.environment(), log);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        String how = ended.failure().orElse("exit status 0");
        if (!ended.leftovers().isEmpty()) {
            LOG.warn(
                    "the set-up of {} left running and coord ended: {}",
                    place.name(),
                    SafeText.line(String.join(", ", ended.leftovers())));
        }
        log.note("set-up of " + place.name() + ": " + how + " after " + took.toMillis() + " ms");
        if (ended.failure().isPresent()) {
            throw new RepositoryFailed(
                    "its set-up failed: " + how + "; its output is in " + place.log(), ended.output());
        }
        LeftChanges.in(place.git())
                .since(before)
                .inWords()
                .or(() -> head(place.git()).equals(head) ? Optional.empty() : Optional.of("it moved the head"))
                .ifPresent(what -> {
                    throw new RepositoryFailed("its set-up failed: " + what + ", which would be committed as work of an"
                            + " agent; have git ignore what it makes, or commit that");
                });
        return took;
    }

    private static String head(Git git) {
        return git.ask("symbolic-ref", "--quiet", "HEAD").line() + " "
                + git.ask("rev-parse", "--verify", "HEAD").line();
    }
}
