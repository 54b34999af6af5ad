package dev.coord.git.rollback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.rollback.RollbackOutcome;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.core.rollback.UndoneMigration;
import dev.coord.core.rollback.UndoneMigration.State;
import dev.coord.git.command.Git;
import dev.coord.git.object.Commits;
import dev.coord.git.object.ListedFile;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.DirectoryTree;
import dev.coord.git.repository.Repository;
import dev.coord.git.rollback.MigrationRecord.Progress;
import dev.coord.git.rollback.Records.Rollback;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationReader;
import dev.coord.schema.MigrationStep;
import dev.coord.schema.SchemaRollback;
import dev.coord.schema.SchemaRollback.Undoing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * Undoes the migrations of what was taken back: those that the branch had before and has not after. Both are kept under refs, so that a
 * later call knows them, too, however the branch moved meanwhile. What landed again since is none of them: it is in use.
 */
public final class MigrationsDown {

    private static final int LARGEST = 16 << 20;

    private final Repository repository;
    private final Path directory;
    private final MigrationReader reader;
    private final UnaryOperator<String> down;
    private final SchemaRollback schema;
    private final Records records;

    /**
     * Binds all.
     *
     * @param home the coordination directory
     * @param reader finds migrations
     * @param down what of an SQL file undoes it
     * @param schema undoes one
     */
    public MigrationsDown(
            Repository repository,
            Path home,
            MigrationReader reader,
            UnaryOperator<String> down,
            SchemaRollback schema) {
        this.repository = repository;
        this.directory = home.resolve("rollbacks");
        this.reader = reader;
        this.down = down;
        this.schema = schema;
        this.records = new Records(repository);
    }

    /** A step in the directory that it is in. */
    private record Placed(MigrationDirectory directory, MigrationStep step) {

        String path() {
            return step.up().orElseGet(() -> step.files().get(0));
        }
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
        return rollback.<RollbackOutcome>map(one -> new RollbackOutcome.WithSchema(branch, undone(one, target)))
                .orElse(branch);
    }

    private List<UndoneMigration> undone(Rollback rollback, String target) {
        Path mine = directory.resolve(String.valueOf(rollback.number()));
        List<Placed> steps = lost(rollback, target);
        MigrationRecord record = new MigrationRecord(mine);
        delete(mine.resolve("files")); // a call that was killed may have written one by halves
        List<UndoneMigration> states = new ArrayList<>();
        boolean isOver = false;
        for (Placed step : steps) {
            if (record.isUndone(step.path())) {
                states.add(new UndoneMigration(step.path(), State.UNDONE, Optional.empty()));
            } else if (isOver) {
                states.add(new UndoneMigration(step.path(), State.NOT_REACHED, Optional.empty()));
            } else {
                Optional<String> failure = undo(rollback, step, record, mine);
                isOver = failure.isPresent();
                states.add(new UndoneMigration(step.path(), isOver ? State.FAILED : State.UNDONE, failure));
            }
        }
        delete(mine.resolve("files"));
        return states;
    }

    private Optional<String> undo(Rollback rollback, Placed placed, MigrationRecord record, Path mine) {
        boolean again = record.isBegun(placed.path());
        Path files = mine.resolve("files");
        lay(rollback.before(), placed.directory(), files);
        record.note(placed.path(), Progress.BEGUN);
        Optional<String> failure;
        try {
            Path read = placed.directory().path().isEmpty()
                    ? files
                    : files.resolve(placed.directory().path());
            failure = schema.undo(new Undoing(placed.step(), read, downFile(placed.step(), files, mine), again));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        }
        record.note(placed.path(), failure.isPresent() ? Progress.FAILED : Progress.UNDONE);
        return failure;
    }

    /** Those that are gone, and did not come back, last first. */
    private List<Placed> lost(Rollback rollback, String target) {
        Set<String> left = new HashSet<>();
        steps(rollback.after()).forEach(step -> left.add(step.path()));
        new Refs(repository.git()).commit(target).ifPresent(now -> steps(now).forEach(step -> left.add(step.path())));
        List<Placed> lost = new ArrayList<>(steps(rollback.before()));
        lost.removeIf(step -> left.contains(step.path()));
        Collections.reverse(lost);
        return lost;
    }

    private List<Placed> steps(CommitId commit) {
        SortedMap<String, ListedFile> files = ListedFile.all(repository.git(), commit.value());
        files.values().removeIf(file -> !file.isFile());
        return reader
                .read(
                        files.keySet(),
                        path -> Optional.ofNullable(files.get(path)).flatMap(this::content))
                .stream()
                .flatMap(one -> one.steps().stream().map(step -> new Placed(one, step)))
                .toList();
    }

    private Optional<byte[]> content(ListedFile file) {
        Git git = repository.git();
        return Optional.ofNullable(Commits.contents(git, Commits.blobs(git, List.of(file.id()), LARGEST))
                        .get(file.id()))
                .map(content -> content.getBytes(ISO_8859_1));
    }

    private void lay(CommitId commit, MigrationDirectory migrations, Path to) {
        String below = migrations.path().isEmpty() ? "" : migrations.path() + "/";
        try {
            for (var file : ListedFile.all(repository.git(), commit.value()).entrySet()) {
                Path place = to.resolve(file.getKey()).normalize();
                boolean isMine = migrations.path().isEmpty()
                        ? migrations.steps().stream()
                                .anyMatch(step -> step.files().contains(file.getKey()))
                        : file.getKey().startsWith(below);
                if (isMine && file.getValue().isFile() && place.startsWith(to) && !Files.exists(place)) {
                    Files.createDirectories(place.getParent());
                    Files.write(place, content(file.getValue()).orElse(new byte[0]));
                }
            }
        } catch (IOException e) {
            throw failed(to, e);
        }
    }

    private Optional<Path> downFile(MigrationStep step, Path files, Path mine) {
        if (step.down().isPresent()) {
            return step.down().map(files::resolve);
        }
        Optional<Path> up = step.up().filter(path -> path.endsWith(".sql")).map(files::resolve);
        if (up.isEmpty()) {
            return Optional.empty();
        }
        try {
            String text = down.apply(Files.readString(up.get(), UTF_8));
            return text.isBlank() ? Optional.empty() : Optional.of(Files.writeString(files.resolve("down.sql"), text));
        } catch (IOException e) {
            throw failed(mine, e);
        }
    }

    private static void delete(Path files) {
        try {
            if (Files.exists(files)) {
                DirectoryTree.delete(files);
            }
        } catch (IOException e) {
            throw failed(files, e);
        }
    }

    private static RepositoryFailed failed(Path where, IOException cause) {
        return new RepositoryFailed(
                "cannot lay the files of migrations in '" + where + "': " + cause.getMessage(), cause);
    }
}
