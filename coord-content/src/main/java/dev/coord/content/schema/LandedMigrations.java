package dev.coord.content.schema;

import dev.coord.FeatureId;
import dev.coord.content.migration.FileName;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import dev.coord.proof.IntegrityFinding;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationDirectory.Scheme;
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
import java.util.TreeSet;

/**
 * Where features change migrations that have landed. It is told and stops nobody: whether a database has run one of them is nothing that
 * a repository tells.
 */
final class LandedMigrations {
    private final CandidateFiles files;
    private final Set<String> landed = new TreeSet<>();
    private final Map<String, String> laterNames = new HashMap<>();

    private LandedMigrations(CandidateFiles files, MigrationReader reader) {
        this.files = files;
        Set<String> before = files.pathsBefore();
        Set<String> near = new TreeSet<>();
        for (ChangedFile file : files.changed()) {
            if (before.contains(file.path())) {
                near.add(file.path());
            } else if (!file.isDeleted() && !files.paths().contains(file.path())) {
                laterName(file.path()).ifPresent(path -> laterNames.put(file.path(), path));
            }
        }
        near.addAll(laterNames.values());
        if (near.stream().anyMatch(path -> path.endsWith(".py"))) {
            before.stream().filter(path -> path.endsWith("env.py")).forEach(near::add);
        }
        for (MigrationDirectory directory : reader.read(near, files::contentBefore)) {
            directory.steps().stream()
                    .filter(step ->
                            directory.scheme() != Scheme.FLYWAY || step.number().isPresent())
                    .map(MigrationStep::up)
                    .forEach(up -> up.ifPresent(landed::add));
        }
    }

    /** What a file of a branch is called since it landed under another number, where git has brought a change of it there. */
    private Optional<String> laterName(String path) {
        return FileName.of(path)
                .flatMap(own -> files.pathsBefore().tailSet(own.directory()).stream()
                        .takeWhile(other -> other.startsWith(own.directory()))
                        .filter(other -> isChanged(other)
                                && FileName.of(other)
                                        .filter(one -> one.directory().equals(own.directory()) && one.isLike(own))
                                        .isPresent())
                        .findFirst());
    }

    /** For each feature the first of those that it edits, and the first of those that it deletes. */
    static List<IntegrityFinding> changed(CandidateFiles files, MigrationReader reader) {
        LandedMigrations all = new LandedMigrations(files, reader);
        Map<FeatureId, List<String>> edited = new LinkedHashMap<>();
        Map<FeatureId, List<String>> deleted = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (ChangedFile file : files.changed()) {
            String path = all.laterNames.getOrDefault(file.path(), file.path());
            if (all.landed.contains(path) && all.isChanged(path) && seen.add(file.feature() + "/" + path)) {
                (file.isDeleted() ? deleted : edited)
                        .computeIfAbsent(file.feature(), none -> new ArrayList<>())
                        .add(path);
            }
        }
        List<IntegrityFinding> found = new ArrayList<>();
        edited.forEach((feature, paths) -> found.add(told(feature, paths, "changes")));
        deleted.forEach((feature, paths) -> found.add(told(feature, paths, "deletes or renames")));
        return found;
    }

    private boolean isChanged(String path) {
        return !files.contentId(path).equals(files.contentIdBefore(path));
    }

    private static IntegrityFinding told(FeatureId feature, List<String> paths, String what) {
        String others = paths.size() > 1 ? ", and " + (paths.size() - 1) + " more" : "";
        return new IntegrityFinding(
                feature,
                SchemaCheck.NAME,
                paths.get(0),
                0,
                "it " + what + " a migration that has landed" + others
                        + ": a database that has run it does not run it again",
                "add a migration instead, unless no database has run this one",
                false);
    }
}
