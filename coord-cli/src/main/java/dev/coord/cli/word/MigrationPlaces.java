package dev.coord.cli.word;

import dev.coord.RepoPath;
import dev.coord.core.path.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** Where migrations lie that their directories do not tell. */
public final class MigrationPlaces {

    @Option(
            names = "--migrations-dir",
            parameterConsumer = EachWord.class,
            paramLabel = "PATH",
            description =
                    "Where migrations lie beside directories named 'migrations' or 'migrate', those of Flyway in 'migration' and those of"
                            + " Alembic in 'versions': a directory or a glob; may be given more than once.")
    private List<String> directories = new ArrayList<>();

    /** Whether anything was named. */
    public boolean areNamed() {
        return !directories.isEmpty();
    }

    /** What of it is none of some files, nor has one below it. */
    public List<String> empty(SortedSet<String> files) {
        return directories.stream()
                .filter(directory -> {
                    PathPattern pattern = PathPattern.of(new RepoPath(directory));
                    return files.stream().noneMatch(pattern::matches);
                })
                .toList();
    }

    /** Whether a file lies where somebody said that migrations are. */
    public Predicate<String> places() {
        List<PathPattern> patterns =
                directories.stream().map(RepoPath::new).map(PathPattern::of).toList();
        return path -> patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }
}
