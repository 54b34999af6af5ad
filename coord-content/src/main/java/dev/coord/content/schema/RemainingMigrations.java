package dev.coord.content.schema;

import dev.coord.FeatureId;
import dev.coord.content.history.ReadMigration;
import dev.coord.content.history.SchemaHistory;
import dev.coord.content.link.LostLinks;
import dev.coord.content.migration.MigrationFiles;
import dev.coord.content.migration.SqlText;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import dev.coord.proof.IntegrityCheck;
import dev.coord.proof.IntegrityFinding;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks at the migrations that stay where others are taken back. What stops that: one that names one that is gone as the one before it,
 * one that changes or names what nothing before it makes any more or makes what nothing drops any more, and one that comes back under a
 * number that is taken. What was so before stops nothing. Specification 6.3.
 */
public final class RemainingMigrations implements IntegrityCheck {

    private static final String REMEDY = "take it back as well";

    private final MigrationFiles reader;

    /**
     * Binds what counts as a migration.
     *
     * @param others whether a file lies where migrations are, although its directory is called otherwise
     */
    public RemainingMigrations(Predicate<String> others) {
        this.reader = new MigrationFiles(others);
    }

    @Override
    public String name() {
        return SchemaCheck.NAME;
    }

    @Override
    public List<IntegrityFinding> find(CandidateFiles files) {
        if (!isAnyChanged(files)) {
            return List.of();
        }
        List<IntegrityFinding> found = new ArrayList<>(links(files));
        found.addAll(objects(files));
        WaveMigrations back = WaveMigrations.of(files, reader);
        back.features()
                .forEach(feature -> found.addAll(Sequence.faults(back, feature, List.of(), files, new HashMap<>())));
        return found;
    }

    private boolean isAnyChanged(CandidateFiles files) {
        Set<String> near = new TreeSet<>();
        files.changed().stream().map(ChangedFile::path).forEach(near::add);
        if (near.stream().anyMatch(path -> path.endsWith(".py"))) {
            Stream.concat(files.paths().stream(), files.pathsBefore().stream())
                    .filter(path -> path.endsWith("env.py"))
                    .forEach(near::add); // what Alembic is known by
        }
        return !reader.read(near, files::contentBefore).isEmpty()
                || !reader.read(near, files::content).isEmpty();
    }

    private List<IntegrityFinding> links(CandidateFiles files) {
        return new LostLinks(files, reader)
                .all().stream()
                        .flatMap(lost -> lost
                                .gone()
                                .map(gone -> finding(
                                        files,
                                        gone.path(),
                                        lost.module().path(),
                                        lost.line(),
                                        lost.told() + ", which is not there any more"))
                                .stream())
                        .toList();
    }

    private List<IntegrityFinding> objects(CandidateFiles files) {
        List<MigrationDirectory> before = reader.read(files.pathsBefore(), files::contentBefore);
        List<IntegrityFinding> found = new ArrayList<>();
        for (MigrationDirectory now : reader.read(files.paths(), files::content)) {
            before.stream()
                    .filter(one -> one.path().equals(now.path()) && one.scheme() == now.scheme())
                    .forEach(was ->
                            found.addAll(objects(files, sql(was, files::contentBefore), sql(now, files::content))));
        }
        return found;
    }

    private static List<IntegrityFinding> objects(
            CandidateFiles files, List<ReadMigration> before, List<ReadMigration> after) {
        if (before.equals(after)) {
            return List.of();
        }
        return SchemaHistory.faults(before, after).stream()
                .map(fault -> finding(
                        files,
                        fault.maker(),
                        fault.path(),
                        fault.statement().line(),
                        "'" + StatementText.shortened(fault.statement()) + "' "
                                + (fault.isTwice()
                                        ? "makes '" + fault.object() + "', which nothing drops before it any more"
                                        : "needs '" + fault.object() + "', which nothing makes before it any more")))
                .toList();
    }

    private static List<ReadMigration> sql(MigrationDirectory directory, Function<String, Optional<byte[]>> content) {
        return directory.steps().stream()
                .map(MigrationStep::up)
                .flatMap(Optional::stream)
                .flatMap(path -> SqlText.up(path, content).map(text -> ReadMigration.of(path, text)).stream())
                .toList();
    }

    /** Whoever has what is gone takes it away; otherwise the last of all may have. */
    private static IntegrityFinding finding(CandidateFiles files, String gone, String path, int line, String message) {
        List<ChangedFile> changed = files.changed();
        FeatureId feature = changed.stream()
                .filter(file -> file.path().equals(gone))
                .map(ChangedFile::feature)
                .findFirst()
                .orElseGet(() -> changed.get(changed.size() - 1).feature());
        return new IntegrityFinding(feature, SchemaCheck.NAME, path, line, message, REMEDY, true);
    }
}
