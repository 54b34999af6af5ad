package dev.coord.content.schema;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.content.migration.FileName;
import dev.coord.content.migration.Paths;
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

/**
 * Where features add SQL with numbers to directories that are not taken for ones of migrations, or with numbers that are none to ones that
 * are: told once for each feature.
 */
final class UncountedMigrations {

    /** In the digits of any script, or behind a sign. */
    private static final Pattern LIKE_A_NUMBER = Pattern.compile("[^\\p{L}\\p{N}]?\\p{N}.*");

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
                        .map(UncountedMigrations::ofDirectory)
                        .or(() -> unnamed(reader, file.path()))
                        .filter(message -> told.add(file.feature()))
                        .ifPresent(message -> found.add(SchemaCheck.told(file.feature(), file.path(), 0, message)));
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

    private static String ofDirectory(String directory) {
        return "its number is compared with no other, since '" + directory
                + "' is not taken for a directory of migrations; if it is one, say --migrations-dir "
                + SafeText.shellWord(directory);
    }

    /** What is told of a file whose number no scheme recognises, among migrations. */
    private static Optional<String> unnamed(MigrationReader reader, String path) {
        String directory = Paths.above(path);
        String known = Paths.in(directory, "1_name.sql");
        return Optional.of(Paths.last(path))
                .filter(name -> LIKE_A_NUMBER.matcher(name).matches())
                .filter(name -> FileName.of(path).isEmpty())
                .filter(name ->
                        !reader.read(List.of(known), any -> Optional.empty()).isEmpty())
                .map(name -> "no tool's migrations are called like that, so that it is not taken for one of '"
                        + directory
                        + "': a number is written in the digits 0 to 9, with '_' behind it, as in 001_name.sql");
    }
}
