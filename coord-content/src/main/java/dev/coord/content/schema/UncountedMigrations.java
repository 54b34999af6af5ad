package dev.coord.content.schema;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.content.migration.FileName;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import dev.coord.proof.IntegrityFinding;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where features add SQL with numbers to directories that are not taken for ones of migrations: told once for each feature. */
final class UncountedMigrations {
    private static final Pattern SAMPLES = Pattern.compile(
            "(?:.*/)?(?:fixtures?|__fixtures__|test-?data|testdata|tests?|samples?|examples?|docs?|seeds?|queries|snapshots?)(?:/.*)?");
    private static final int FEWEST = 2;

    private UncountedMigrations() {}

    static List<IntegrityFinding> added(CandidateFiles files, MigrationReader reader) {
        List<IntegrityFinding> found = new ArrayList<>();
        Set<FeatureId> told = new HashSet<>();
        for (ChangedFile file : files.changed()) {
            if (!file.isDeleted()
                    && file.path().endsWith(".sql")
                    && !files.pathsBefore().contains(file.path())) {
                uncounted(files, reader, file.path())
                        .filter(directory -> told.add(file.feature()))
                        .ifPresent(directory -> found.add(told(file, directory)));
            }
        }
        return found;
    }

    /** The directory of a file whose number coord does not look at. */
    private static Optional<String> uncounted(CandidateFiles files, MigrationReader reader, String path) {
        return FileName.of(path)
                .filter(name -> name.number().isPresent() && !name.directory().isEmpty())
                .map(FileName::directory)
                .filter(directory -> !SAMPLES.matcher(directory).matches())
                .filter(directory -> numbered(files, directory) >= FEWEST)
                .filter(directory -> reader.read(List.of(path), files::content).stream()
                        .map(MigrationDirectory::path)
                        .noneMatch(directory::equals));
    }

    private static long numbered(CandidateFiles files, String directory) {
        return files.paths().tailSet(directory + "/").stream()
                .takeWhile(path -> path.startsWith(directory + "/"))
                .filter(path -> FileName.of(path)
                        .filter(name -> name.directory().equals(directory)
                                && name.number().isPresent())
                        .isPresent())
                .limit(FEWEST)
                .count();
    }

    private static IntegrityFinding told(ChangedFile file, String directory) {
        return SchemaCheck.told(
                file.feature(),
                file.path(),
                0,
                "its number is compared with no other, since '" + directory
                        + "' is not taken for a directory of migrations; if it is one, say --migrations-dir "
                        + SafeText.shellWord(directory));
    }
}
