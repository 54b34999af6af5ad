package dev.coord.content.schema;

import dev.coord.FeatureId;
import dev.coord.content.history.LandedSchema;
import dev.coord.content.history.ReadMigration;
import dev.coord.content.migration.SqlText;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationReader;
import dev.coord.schema.MigrationStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The migrations of a merged wave: what each feature adds, and what landed without a feature's branch having it. A file is read once,
 * however many features it is compared with. For one thread, and one candidate.
 */
public final class WaveMigrations {
    private final CandidateFiles files;
    private final List<MigrationDirectory> directories;
    private final Map<FeatureId, List<String>> added = new LinkedHashMap<>();
    private final Map<String, Optional<ReadMigration>> read = new HashMap<>();
    private Optional<LandedSchema> landed = Optional.empty();

    private WaveMigrations(CandidateFiles files, List<MigrationDirectory> directories) {
        this.files = files;
        this.directories = directories;
    }

    public static WaveMigrations of(CandidateFiles files, MigrationReader reader) {
        WaveMigrations all = new WaveMigrations(
                files, isAnyNear(files, reader) ? reader.read(files.paths(), files::content) : List.of());
        Map<String, FeatureId> owners = new HashMap<>();
        SortedSet<String> before = files.pathsBefore();
        for (ChangedFile file : files.changed()) {
            all.added.computeIfAbsent(file.feature(), feature -> new ArrayList<>());
            if (!file.isDeleted() && !before.contains(file.path())) {
                owners.putIfAbsent(file.path(), file.feature()); // a branch on top of another one has that one's, too
            }
        }
        for (String path : all.ups()) {
            FeatureId owner = owners.get(path);
            if (owner != null) {
                all.added.getOrDefault(owner, new ArrayList<>()).add(path);
            }
        }
        return all;
    }

    /** Most waves change no migration, and need not look at every file for one. */
    private static boolean isAnyNear(CandidateFiles files, MigrationReader reader) {
        Set<String> near = new TreeSet<>();
        files.changed().stream()
                .filter(file -> !file.isDeleted())
                .map(ChangedFile::path)
                .forEach(near::add);
        if (near.stream().anyMatch(path -> path.endsWith(".py"))) {
            files.paths().stream()
                    .filter(path -> path.endsWith("env.py"))
                    .forEach(near::add); // what Alembic is known by
        }
        return !reader.read(near, files::content).isEmpty();
    }

    public List<MigrationDirectory> directories() {
        return directories;
    }

    /** Those with changed files, in the order of the work. */
    public Set<FeatureId> features() {
        return added.keySet();
    }

    /** The paths of what a feature adds, in the order they apply. */
    public List<String> added(FeatureId feature) {
        return added.getOrDefault(feature, List.of());
    }

    /** What of it is SQL. */
    List<ReadMigration> addedSql(FeatureId feature) {
        return read(added(feature));
    }

    /** The feature of each file that one adds. */
    Map<String, FeatureId> owners() {
        Map<String, FeatureId> owners = new HashMap<>();
        added.forEach((feature, paths) -> paths.forEach(path -> owners.put(path, feature)));
        return owners;
    }

    /** What is there without them. */
    LandedSchema landed() {
        if (landed.isEmpty()) {
            landed = Optional.of(new LandedSchema(othersSql(), areOthersSql(), files));
        }
        return landed.get();
    }

    /** What is SQL of what all features add, in the order in which it applies. */
    List<ReadMigration> addedSql() {
        Set<String> mine = mine();
        return read(ups().stream().filter(mine::contains).toList());
    }

    /** What is there without the features, all that is SQL, in the order in which it applies. */
    List<ReadMigration> othersSql() {
        return read(others());
    }

    /** Whether all of that is. */
    boolean areOthersSql() {
        return othersSql().size() == others().size();
    }

    private Set<String> mine() {
        Set<String> mine = new HashSet<>();
        added.values().forEach(mine::addAll);
        return mine;
    }

    private List<String> others() {
        Set<String> mine = mine();
        return ups().stream().filter(path -> !mine.contains(path)).toList();
    }

    /** What the target has, and the branch of a feature has not. */
    List<ReadMigration> unseenSql(FeatureId feature) {
        SortedSet<String> before = files.pathsBefore();
        SortedSet<String> begun = files.pathsBegun(feature);
        return read(ups().stream()
                .filter(path -> before.contains(path) && !begun.contains(path))
                .toList());
    }

    /** Whether a feature's branch has all of these. */
    boolean hasSeen(FeatureId feature, List<ReadMigration> migrations) {
        SortedSet<String> begun = files.pathsBegun(feature);
        return migrations.stream().allMatch(one -> begun.contains(one.path()));
    }

    private List<String> ups() {
        return directories.stream()
                .flatMap(directory -> directory.steps().stream())
                .map(MigrationStep::up)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private List<ReadMigration> read(List<String> paths) {
        return paths.stream()
                .map(path -> read.computeIfAbsent(path, this::read))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<ReadMigration> read(String path) {
        return SqlText.up(path, files::content).map(text -> ReadMigration.of(path, text));
    }

    /** Why a server would not be sent one as it is; none where it would. */
    Optional<String> unsent(String path) {
        return SqlText.sent(path, files::content).isPresent()
                ? Optional.empty()
                : Optional.of(SqlText.unsent(path, files::content));
    }
}
