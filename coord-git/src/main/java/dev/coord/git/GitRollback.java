package dev.coord.git;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.driver.RunTurn;
import dev.coord.core.file.SystemPath;
import dev.coord.core.process.NativeText;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.LeftMigrations;
import dev.coord.core.rollback.RollbackOutcome;
import dev.coord.core.rollback.RollbackOutcome.Busy;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.core.rollback.RollbackState;
import dev.coord.core.run.EarlierTry;
import dev.coord.git.command.Git;
import dev.coord.git.history.LandedFeatures.Landing;
import dev.coord.git.integrity.SchemaTrials;
import dev.coord.git.object.Refs;
import dev.coord.git.prove.RevertCheck;
import dev.coord.git.repository.Repository;
import dev.coord.git.rollback.DownCommand;
import dev.coord.git.rollback.History;
import dev.coord.git.rollback.LeftBehind;
import dev.coord.git.rollback.MigrationsDown;
import dev.coord.git.rollback.Records;
import dev.coord.git.rollback.TakingBack;
import dev.coord.git.rollback.TargetOf;
import dev.coord.merge.Candidate;
import dev.coord.proof.IntegrityCheck;
import dev.coord.proof.SchemaReader;
import dev.coord.schema.MigrationReader;
import dev.coord.schema.SchemaRollback;
import dev.coord.schema.SchemaTrial;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.StoreReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what runs have landed: what {@code coord rollback} does, for other programs.
 *
 * <pre>{@code
 * RollbackOutcome outcome = GitRollback.in(repository, store).takeBack(new RollbackRequest.OfFeature(new FeatureId("P1")));
 * }</pre>
 *
 * A branch whose tip the landing is, and which nothing else holds, is set back to the commit recorded before it; otherwise commits
 * on top revert what landed, one for each feature. Either way the branch moves by one compare-and-swap, its clean checkouts follow,
 * and nothing that was on it is lost: it is kept under {@code refs/coord/rollbacks/}. It counts as a run. Not safe for use by
 * several threads. Specification 6.3.
 */
public final class GitRollback {

    private final GitRepository repository;
    private final CoordinationStore store;
    private @Nullable Path directory;
    private boolean withDependents;
    private List<IntegrityCheck> checks = List.of();
    private SchemaTrials trials = SchemaTrials.NONE;
    private @Nullable Function<Path, MigrationsDown> migrations;
    private Consumer<String> told = path -> {};

    private GitRollback(GitRepository repository, CoordinationStore store) {
        this.repository = repository;
        this.store = store;
    }

    /**
     * Binds a repository and the state that belongs to it; touches nothing.
     *
     * @param repository the repository
     * @param store where the state is kept; the caller closes it
     * @return what can take work back
     */
    public static GitRollback in(GitRepository repository, CoordinationStore store) {
        return new GitRollback(
                Objects.requireNonNull(repository, "repository"), Objects.requireNonNull(store, "store"));
    }

    /**
     * What can be taken back from the branch that the latest run landed on. Changes nothing.
     *
     * @param repository the repository
     * @param state what is known of runs
     * @return every landing there that was not taken back, oldest first
     * @throws BadInput if no branch is checked out and no run is known
     * @throws RepositoryFailed if the repository failed
     */
    public static List<LandedWork> landings(GitRepository repository, Snapshot state) {
        String target = TargetOf.latest(repository.internal(), state);
        return new Refs(repository.internal().git())
                .commit(target)
                .map(tip -> History.of(repository.internal().git(), tip, new Records(repository.internal())))
                .map(history -> history.standing().stream().map(Landing::work).toList())
                .orElse(List.of());
    }

    /**
     * Says where merges are made. Unless it is said, {@link GitRun#defaultDirectory}.
     *
     * @param coordination the coordination directory
     * @return this
     */
    public GitRollback directory(Path coordination) {
        directory = Objects.requireNonNull(coordination, "directory");
        return this;
    }

    /**
     * Says that what landed later and needs what is taken back is taken back with it. Unless it is said, that is refused.
     *
     * @param dependents whether to
     * @return this
     */
    public GitRollback withDependents(boolean dependents) {
        withDependents = dependents;
        return this;
    }

    /**
     * Says what looks at the files that are left, as they look at those of a wave: what is broken in them and is not now stops it, with
     * what landed later and has to be taken back as well. Unless it is said, marks of conflicts alone are looked for.
     *
     * @param asked checks, which see what is taken back as changes of its features
     * @return this
     */
    public GitRollback integrityChecks(List<IntegrityCheck> asked) {
        checks = List.copyOf(asked);
        return this;
    }

    /**
     * Says who tries the migrations that are left on an empty database, where {@link #integrityChecks} find nothing that stops: what does
     * not apply there, and did where all apply, stops it as well. What cannot be tried is told. Unless it is said, nobody does.
     *
     * @param reader tells which migrations there are: as the base those that the target has, as those of a feature that is taken back
     *     those that are left
     * @param trial tries them
     * @return this
     */
    public GitRollback schemaTrial(SchemaReader reader, SchemaTrial trial) {
        trials = new SchemaTrials(reader, trial);
        return this;
    }

    /**
     * Says that the migrations of what is taken back are undone, too, last first, once the branch has moved. What fails ends that; the
     * same call goes on there. Unless it is said, databases stay as they are.
     *
     * @param reader finds migrations
     * @param down what of an SQL file undoes it
     * @param schema undoes one
     * @return this
     */
    public GitRollback migrateDown(MigrationReader reader, UnaryOperator<String> down, SchemaRollback schema) {
        migrations = home -> down(home, reader, down, schema);
        return this;
    }

    /**
     * The same by a command, which is run once for each: {@code COORD_MIGRATION} names it, {@code COORD_MIGRATIONS_DIR} is a copy of its
     * directory, {@code COORD_DOWN_FILE} the SQL that undoes it, if there is some, {@code COORD_AGAIN} is 1 after a call that failed or
     * was killed.
     *
     * @param reader finds migrations
     * @param down what of an SQL file undoes it
     * @param command for {@code /bin/sh -c}, in the work tree
     * @param longest how long one migration may take
     * @return this
     * @throws BadInput if the command is blank
     */
    public GitRollback migrateDown(
            MigrationReader reader, UnaryOperator<String> down, String command, Duration longest) {
        if (command.isBlank()) {
            throw new BadInput(
                    "the command that undoes migrations is empty; give a command, or none at all to leave them");
        }
        migrations = home -> down(
                home,
                reader,
                down,
                new DownCommand(command, longest, repository.directory(), SystemPath.absolute(home)));
        return this;
    }

    private MigrationsDown down(Path home, MigrationReader reader, UnaryOperator<String> down, SchemaRollback schema) {
        return new MigrationsDown(
                repository.internal(), home, reader, Optional.of(new MigrationsDown.Undoes(down, schema, told)));
    }

    /**
     * Says what finds migrations: those of what is taken back are noted as left until they are undone, and {@link #leftMigrations} tells
     * them. {@link #migrateDown} says it as well, and undoes them.
     *
     * @param reader finds migrations
     * @return this
     */
    public GitRollback migrations(MigrationReader reader) {
        migrations = home -> new MigrationsDown(repository.internal(), home, reader, Optional.empty());
        return this;
    }

    /**
     * Says who is told of each migration before it is undone.
     *
     * @param observer is given its path, by the thread that takes back
     * @return this
     */
    public GitRollback onUndoing(Consumer<String> observer) {
        told = Objects.requireNonNull(observer, "observer");
        return this;
    }

    /**
     * The migrations of work that was taken back which nobody has undone, and which are not on the target again. Changes nothing, and
     * starts one git where nothing is noted.
     *
     * @param repository a directory in the repository
     * @param home the coordination directory
     * @param store what is known of runs; asked where something is noted
     * @param unreadable is told of each note that cannot be read; what the others say is returned all the same
     * @return one for each rollback, oldest first
     * @throws BadInput if there is no repository, or no branch is checked out and no run is known
     * @throws RepositoryFailed if the repository failed
     */
    public static List<LeftMigrations> leftMigrations(
            Path repository, Path home, StoreReader store, Consumer<RepositoryFailed> unreadable) {
        LeftBehind.Noted noted =
                LeftBehind.noted(home, known(repository, Records::marked).orElse(Set.of()));
        noted.unreadable().values().forEach(unreadable);
        NavigableMap<Integer, List<String>> left = noted.left();
        if (left.isEmpty()) {
            return List.of();
        }
        Repository opened = GitRepository.open(repository).internal();
        return LeftBehind.of(opened, left, TargetOf.latest(opened, store.read()));
    }

    /**
     * The features that were taken back and have not landed again, as long as something of what was taken back is kept. Changes nothing,
     * and starts one git where nothing is.
     *
     * @param repository a directory in the repository
     * @param store what is known of runs; asked where something is kept
     * @return the latest landing of each, by feature
     * @throws BadInput if there is no repository, or no branch is checked out and no run is known
     * @throws RepositoryFailed if the repository failed
     */
    public static List<LandedWork> takenBack(Path repository, StoreReader store) {
        if (!known(repository, Records::areThere).orElse(false)) {
            return List.of();
        }
        Repository opened = GitRepository.open(repository).internal();
        return new Refs(opened.git())
                .commit(TargetOf.latest(opened, store.read()))
                .map(tip -> History.of(opened.git(), tip, new Records(opened)).takenBack())
                .orElse(List.of());
    }

    /** What one git says before anything is opened; none where it cannot be run there, as in a directory that is gone. */
    private static <T> Optional<T> known(Path repository, Function<Git, T> question) {
        try {
            return Optional.of(question.apply(new Git(SystemPath.real(repository))));
        } catch (RepositoryFailed e) {
            return Optional.empty();
        }
    }

    /**
     * Notes that migrations which {@link #leftMigrations} tells were undone by hand. Nothing is run, and the branch stays as it is. What is
     * noted already stays so.
     *
     * @param names as {@link LeftMigrations#paths} has them, as {@link LeftMigrations#message} shows them, or relative to a directory; of two
     *     under one path, {@link LeftMigrations#keptAt}, a colon and the path
     * @param from that directory
     * @return {@link RollbackOutcome.Noted}, or {@link Busy}
     * @throws BadInput if one of them is not known, or could be several; nothing was noted
     * @throws RepositoryFailed if what is noted cannot be read or written
     */
    @SuppressWarnings("try") // the claim lasts as long as it takes
    public RollbackOutcome noteUndone(List<String> names, Path from) {
        Path home = home();
        RunClaim claim = RunClaim.take(repository, home);
        if (claim instanceof RunClaim.Others others) {
            return busy(others);
        }
        try (RunClaim.Mine mine = (RunClaim.Mine) claim) {
            Repository opened = repository.internal();
            return new RollbackOutcome.Noted(
                    LeftBehind.noteUndone(opened, home, TargetOf.latest(opened, store.read()), names, below(from)));
        }
    }

    /** The path of a directory in the repository; that of the top for one that is elsewhere. */
    private String below(Path from) {
        String top = NativeText.text(repository.directory()) + "/";
        String at = NativeText.text(SystemPath.real(from)) + "/";
        return at.startsWith(top) ? at.substring(top.length()) : "";
    }

    private Path home() {
        return directory == null ? GitRun.defaultDirectory(repository.directory()) : directory;
    }

    private static Busy busy(RunClaim.Others others) {
        return new Busy("another run is under way in this repository, " + others.who()
                + "; wait for its end, or see 'coord status'");
    }

    /**
     * Takes work back. Killed at any instant, the target is as before or as after, and the same call finishes what is left.
     *
     * @param request what
     * @return what became of it; nothing was changed where it was refused
     * @throws BadInput if there is no such run, landing or feature, the target is no branch, or a checkout of it has changes to
     *     tracked files; nothing was changed
     * @throws RepositoryFailed if the repository failed; the same call goes on
     * @throws StoreFailed if the store failed; the target may have moved, and the same call goes on
     */
    @SuppressWarnings("try") // the claim lasts as long as it takes
    public RollbackOutcome takeBack(RollbackRequest request) {
        Path home = home();
        RunClaim claim = RunClaim.take(repository, home);
        if (claim instanceof RunClaim.Others others) {
            return busy(others);
        }
        try (RunClaim.Mine mine = (RunClaim.Mine) claim) {
            return claimed(request, home);
        }
    }

    private RollbackOutcome claimed(RollbackRequest request, Path home) {
        Snapshot before = store.read();
        String target = TargetOf.of(repository.internal(), before, request);
        Optional<Candidate> unnoted = EarlierTry.of(before).landing().filter(this::hasLanded);
        try (RunTurn turn = RunTurn.ask(store, target, (snapshot, now) -> noted(snapshot, unnoted, now))) {
            if (turn.refusal().isPresent()) {
                return new Busy(turn.refusal().get().message());
            }
            GitIntegrator integrator = new GitIntegrator(repository, home, Optional.empty());
            integrator.survey(target, Set.of()); // refuses what is not fit to be landed on, and finishes what was left
            Optional<MigrationsDown> down = Optional.ofNullable(migrations).map(one -> one.apply(home));
            TakingBack takingBack = new TakingBack(
                    repository.internal(), home, store, target, withDependents, new RevertCheck(checks, trials), down);
            RollbackRequest named = takingBack.named(request);
            RollbackOutcome branch = takingBack.of(named);
            return down.map(one -> one.after(branch, named, target)).orElse(branch);
        }
    }

    private static Snapshot noted(Snapshot snapshot, Optional<Candidate> landed, Instant now) {
        return landed.map(candidate -> RollbackState.noted(snapshot, candidate, now))
                .orElse(snapshot);
    }

    private boolean hasLanded(Candidate candidate) {
        Refs refs = new Refs(repository.internal().git());
        return refs.commit(candidate.commit().value()).isPresent()
                && refs.commit(candidate.work().target())
                        .filter(now -> refs.isAncestor(candidate.commit(), now))
                        .isPresent();
    }
}
