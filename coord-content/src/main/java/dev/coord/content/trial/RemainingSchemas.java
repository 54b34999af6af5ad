package dev.coord.content.trial;

import dev.coord.FeatureId;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import dev.coord.proof.SchemaReader;
import dev.coord.schema.Migration;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationReader;
import dev.coord.schema.SchemaWork;
import dev.coord.schema.SchemaWork.Added;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a database can try of a rollback: of each directory with SQL that it changes, the migrations that were there as the base, and those
 * that are left as those of the last feature that is taken back from it.
 */
public final class RemainingSchemas implements SchemaReader {

    private final MigrationReader reader;

    /**
     * Binds what finds migrations.
     *
     * @param reader finds migrations
     */
    public RemainingSchemas(MigrationReader reader) {
        this.reader = reader;
    }

    @Override
    public List<SchemaWork> read(CandidateFiles files) {
        List<MigrationDirectory> before = reader.read(files.pathsBefore(), files::contentBefore);
        List<SchemaWork> works = new ArrayList<>();
        for (MigrationDirectory now : reader.read(files.paths(), files::content)) {
            before.stream()
                    .filter(one -> one.path().equals(now.path()) && one.scheme() == now.scheme())
                    .flatMap(was -> work(files, was, now).stream())
                    .forEach(works::add);
        }
        return works;
    }

    private static Optional<SchemaWork> work(CandidateFiles files, MigrationDirectory was, MigrationDirectory now) {
        List<Migration> all = new TriableMigrations().read(TriableMigrations.ups(was.steps()), files::contentBefore);
        TriableMigrations left = new TriableMigrations();
        List<Migration> rest = left.read(TriableMigrations.ups(now.steps()), files::content);
        boolean isTouched = !all.equals(rest) && left.areAnySql();
        return isTouched
                ? Optional.of(new SchemaWork(
                        all, List.of(new Added(feature(files, was.path()), rest)), List.of(), left.unread()))
                : Optional.empty();
    }

    private static FeatureId feature(CandidateFiles files, String directory) {
        List<ChangedFile> changed = files.changed();
        return changed.stream()
                .filter(file -> file.path().startsWith(directory + "/"))
                .reduce((first, second) -> second)
                .orElseGet(() -> changed.get(changed.size() - 1))
                .feature();
    }
}
