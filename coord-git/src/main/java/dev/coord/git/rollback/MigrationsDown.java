package dev.coord.git.rollback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.SafeText;
import dev.coord.core.rollback.RollbackOutcome;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.core.rollback.UndoOrder;
import dev.coord.core.rollback.UndoOrder.Placed;
import dev.coord.core.rollback.UndoneMigration;
import dev.coord.core.rollback.UndoneMigration.State;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.object.Commits;
import dev.coord.git.object.ListedFile;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.DirectoryTree;
import dev.coord.git.repository.Repository;
import dev.coord.git.rollback.MigrationRecord.Progress;
import dev.coord.git.rollback.Records.Rollback;
import dev.coord.schema.MigrationReader;
import dev.coord.schema.SchemaRollback;
import dev.coord.schema.SchemaRollback.Undoing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Undoes the migrations of what was taken back, or notes that they are left: those that the branch had before and has not after. Both are
 * kept under refs, so that a later call knows them, too, however the branch moved meanwhile. What landed again since is none of them: it
 * is in use.
 */
public final class MigrationsDown {

    private static final int LARGEST = 16 << 20;

    private final Repository repository;
    private final Path home;
    private final MigrationReader reader;
    private final Optional<Undoes> undoes;
    private final Records records;

    /**
     * How they are undone.
     *
     * @param down what of an SQL file undoes it
     * @param schema undoes one
     * @param told the path of each before it is begun
     */
    public record Undoes(UnaryOperator<String> down, SchemaRollback schema, Consumer<String> told) {}

    /**
     * Binds all.
     *
     * @param home the coordination directory
     * @param reader finds migrations
     * @param undoes undoes them; otherwise it is noted that they are left
     */
    public MigrationsDown(Repository repository, Path home, MigrationReader reader, Optional<Undoes> undoes) {
        this.repository = repository;
        this.home = home;
        this.reader = reader;
        this.undoes = undoes;
        this.records = new Records(repository);
    }

    /**
     * Undoes what is left to undo, now that the branch is as it should be; a refusal stays one.
     *
     * @param branch what became of the branch
     * @param request what was to be taken back
     * @param target the branch, as it is now
     */
    public RollbackOutcome after(RollbackOutcome branch, RollbackRequest request, String target) {
        Optional<Rollback> rollback = Optional.empty();
        if (branch instanceof RollbackOutcome.TakenBack taken) {
            rollback = records.all().stream()
                    .filter(one -> one.beforeRef().equals(taken.keptAt()))
                    .findFirst();
        } else if (branch instanceof RollbackOutcome.NothingToDo) {
            rollback = records.latest(request);
        }
        return rollback.map(one -> afterAll(branch, one, target)).orElse(branch);
    }

    /** What goes wrong from here on must not hide that the branch has moved. */
    private RollbackOutcome afterAll(RollbackOutcome branch, Rollback rollback, String target) {
        try {
            return after(branch, rollback, target);
        } catch (RepositoryFailed e) {
            if (branch instanceof RollbackOutcome.TakenBack taken) {
                throw new RepositoryFailed(
                        target + " has moved to " + taken.to().abbreviated() + ", and its migrations are not undone: "
                                + e.getMessage() + "; the same command goes on",
                        e);
            }
            throw e;
        }
    }

    private RollbackOutcome after(RollbackOutcome branch, Rollback rollback, String target) {
        SortedMap<String, ListedFile> now =
                new Refs(repository.git()).commit(target).map(this::files).orElseGet(TreeMap::new);
        List<Placed> steps = lost(rollback, now);
        MigrationRecord record = noted(rollback, steps);
        LeftBehind.Noted noted = LeftBehind.noted(home, Set.of());
        Predicate<String> isKnownLater = path -> noted.isKnownLater(rollback.number(), path);
        steps.removeIf(step -> isKnownLater.test(step.path()));
        return undoes.<RollbackOutcome>map(how -> new RollbackOutcome.WithSchema(
                        branch, undone(rollback, steps, record, now.keySet(), isKnownLater, how)))
                .orElse(branch);
    }

    /** Notes what will be left, before the branch moves. Nobody takes it for true unless it did. */
    void intend(Rollback rollback) {
        noted(rollback, lost(rollback, files(rollback.after())));
    }

    /** The branch did not move. */
    void forget(Rollback rollback) {
        delete(directory(rollback));
        records.unmark(rollback.number());
    }

    /** Of those whose record is lost nobody can know how far they are. */
    private MigrationRecord noted(Rollback rollback, List<Placed> steps) {
        MigrationRecord record = new MigrationRecord(directory(rollback));
        boolean isLost = !record.exists() && records.isMarked(rollback);
        Map<String, ListedFile> before = files(rollback.before());
        Map<String, String> contents = steps.stream()
                .map(Placed::path)
                .collect(Collectors.toMap(
                        path -> path,
                        path -> Optional.ofNullable(before.get(path))
                                .map(ListedFile::id)
                                .orElse("")));
        record.add(contents, isLost ? Progress.BEGUN : Progress.LEFT);
        if (!record.isOver()) {
            records.mark(rollback);
        } else if (isLost) {
            records.unmark(rollback.number());
        }
        return record;
    }

    private Path directory(Rollback rollback) {
        return LeftBehind.directory(home, rollback.number());
    }

    private List<UndoneMigration> undone(
            Rollback rollback,
            List<Placed> steps,
            MigrationRecord record,
            Set<String> there,
            Predicate<String> isKnownLater,
            Undoes how) {
        Path mine = directory(rollback);
        delete(mine.resolve("files")); // a call that was killed may have written one by halves
        List<UndoneMigration> states = new ArrayList<>();
        boolean isOver = false;
        for (Placed step : steps) {
            boolean isKnown = record.isUndone(step.path());
            UndoneMigration state = isKnown
                    ? new UndoneMigration(step.path(), State.UNDONE, Optional.empty())
                    : undone(rollback, step, record, there, how, isOver);
            isOver |= state.state() == State.FAILED;
            states.add(state);
        }
        delete(mine.resolve("files"));
        states.addAll(notFound(record, states, isKnownLater.or(there::contains)));
        if (record.isOver()) {
            records.unmark(rollback.number());
        }
        return states;
    }

    /** What an earlier call noted, and this one does not take for migrations. */
    private static List<UndoneMigration> notFound(
            MigrationRecord record, List<UndoneMigration> found, Predicate<String> isElsewhere) {
        Set<String> known = found.stream().map(UndoneMigration::path).collect(Collectors.toSet());
        return record.all().entrySet().stream()
                .filter(one -> !one.getValue().isUndone())
                .map(Map.Entry::getKey)
                .filter(path -> !known.contains(path) && !isElsewhere.test(path))
                .map(path -> new UndoneMigration(
                        path,
                        State.NOT_REACHED,
                        Optional.of("its directory is not taken for one of migrations; say --migrations-dir")))
                .toList();
    }

    private UndoneMigration undone(
            Rollback rollback, Placed step, MigrationRecord record, Set<String> there, Undoes how, boolean isOver) {
        if (there.contains(step.path())) {
            return new UndoneMigration(
                    step.path(),
                    State.NAME_TAKEN,
                    Optional.of("another migration has landed under its name; undo by hand what 'git show "
                            + rollback.beforeRef() + ":" + SafeText.line(step.path())
                            + "' did, and note that with 'coord rollback --undone PATH'"));
        } else if (isOver) {
            return new UndoneMigration(step.path(), State.NOT_REACHED, Optional.empty());
        }
        return undo(rollback, step, record, how);
    }

    private UndoneMigration undo(Rollback rollback, Placed placed, MigrationRecord record, Undoes how) {
        boolean again = record.isBegun(placed.path());
        LaidFiles files = new LaidFiles(repository.git(), directory(rollback).resolve("files"));
        Undoing undoing;
        try {
            Path read = files.lay(files(rollback.before()), placed.directory());
            undoing = new Undoing(placed.step(), read, files.down(placed.step(), how.down()), again);
        } catch (RepositoryFailed e) {
            return new UndoneMigration(placed.path(), State.FAILED, Optional.of(FailureText.of(e)));
        }
        record.note(placed.path(), Progress.BEGUN);
        how.told().accept(placed.path());
        Optional<String> failure;
        try {
            failure = how.schema().undo(undoing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new UndoneMigration(placed.path(), State.FAILED, Optional.of("it was interrupted"));
        }
        record.note(placed.path(), failure.isPresent() ? Progress.FAILED : Progress.UNDONE);
        return new UndoneMigration(
                placed.path(),
                failure.isPresent() ? State.FAILED : State.UNDONE,
                failure.or(() -> doubt(placed, undoing)));
    }

    /** What undoes a migration that is no SQL is known to its tool alone. */
    private static Optional<String> doubt(Placed placed, Undoing undoing) {
        return undoing.down().isEmpty() && placed.path().endsWith(".sql")
                ? Optional.of(
                        "it has no down file (COORD_DOWN_FILE is empty): that the command ended with 0 is all that is known")
                : Optional.empty();
    }

    /** Those that are gone, last first. What came back as it was is in use. */
    private List<Placed> lost(Rollback rollback, SortedMap<String, ListedFile> now) {
        SortedMap<String, ListedFile> before = files(rollback.before());
        SortedMap<String, ListedFile> after = files(rollback.after());
        List<Placed> lost = new ArrayList<>(UndoOrder.lastFirst(reader.read(
                before.keySet(), path -> Optional.ofNullable(before.get(path)).flatMap(this::content))));
        lost.removeIf(step -> after.containsKey(step.path())
                || Optional.ofNullable(now.get(step.path()))
                        .filter(file -> file.equals(before.get(step.path())))
                        .isPresent());
        return lost;
    }

    private SortedMap<String, ListedFile> files(CommitId commit) {
        SortedMap<String, ListedFile> files = ListedFile.all(repository.git(), commit.value());
        files.values().removeIf(file -> !file.isFile());
        return files;
    }

    private Optional<byte[]> content(ListedFile file) {
        Git git = repository.git();
        return Optional.ofNullable(Commits.contents(git, Commits.blobs(git, List.of(file.id()), LARGEST))
                        .get(file.id()))
                .map(content -> content.getBytes(ISO_8859_1));
    }

    private static void delete(Path files) {
        try {
            if (Files.exists(files)) {
                DirectoryTree.delete(files);
            }
        } catch (IOException e) {
            throw new RepositoryFailed("cannot remove '" + files + "': " + FailureText.of(e), e);
        }
    }
}
