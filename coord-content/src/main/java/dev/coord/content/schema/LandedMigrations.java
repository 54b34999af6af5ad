package dev.coord.content.schema;

import dev.coord.FeatureId;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import dev.coord.proof.IntegrityFinding;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationDirectory.Scheme;
import dev.coord.schema.MigrationReader;
import dev.coord.schema.MigrationStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where features change migrations that have landed. It is told and stops nobody: whether a database has run one of them is nothing that
 * a repository tells.
 */
final class LandedMigrations {
    private final CandidateFiles files;
    private final Set<String> landed = new TreeSet<>();

    private LandedMigrations(CandidateFiles files, MigrationReader reader) {
        this.files = files;
        Set<String> before = files.pathsBefore();
        Set<String> near = new TreeSet<>();
        files.changed().stream().map(ChangedFile::path).filter(before::contains).forEach(near::add);
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

    /** For each feature the first of those that it edits, and the first of those that it deletes. */
    static List<IntegrityFinding> changed(CandidateFiles files, MigrationReader reader) {
        LandedMigrations all = new LandedMigrations(files, reader);
        Map<FeatureId, List<String>> edited = new LinkedHashMap<>();
        Map<FeatureId, List<String>> deleted = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (ChangedFile file : files.changed()) {
            if (all.landed.contains(file.path())
                    && all.isChanged(file)
                    && seen.add(file.feature() + "/" + file.path())) {
                (file.isDeleted() ? deleted : edited)
                        .computeIfAbsent(file.feature(), none -> new ArrayList<>())
                        .add(file.path());
            }
        }
        List<IntegrityFinding> found = new ArrayList<>();
        edited.forEach((feature, paths) -> found.add(told(feature, paths, "changes")));
        deleted.forEach((feature, paths) -> found.add(told(feature, paths, "deletes or renames")));
        return found;
    }

    private boolean isChanged(ChangedFile file) {
        return !files.contentId(file.path()).equals(files.contentIdBefore(file.path()));
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
