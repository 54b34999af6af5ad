package dev.coord.cli.run;

import dev.coord.RepoPath;
import dev.coord.cli.command.Choice;
import dev.coord.cli.command.EachWord;
import dev.coord.content.ContentMigrations;
import dev.coord.core.path.PathPattern;
import dev.coord.git.GitStart;
import dev.coord.run.RunSettings.MigrationsPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** What becomes of migrations. */
final class MigrationOptions {

    @Option(
            names = "--migrations",
            paramLabel = "renumber|refuse",
            converter = PolicyConverter.class,
            description =
                    "What becomes of a migration that a feature adds under a number that another one has, or that sorts before one that"
                            + " landed meanwhile: 'renumber' merges it under the next free number, and what names it in the same feature"
                            + " follows; in Django and Alembic it goes on from the end of the chain. 'refuse': the feature does not"
                            + " merge. What has landed is never renamed. Default: renumber.")
    private MigrationsPolicy policy = MigrationsPolicy.RENUMBER;

    @Option(
            names = "--migrations-dir",
            parameterConsumer = EachWord.class,
            paramLabel = "PATH",
            description =
                    "Where migrations lie beside directories named 'migrations' or 'migrate', those of Flyway in 'migration' and those of"
                            + " Alembic in 'versions': a directory or a glob; may be given more than once.")
    private List<String> directories = new ArrayList<>();

    /** The policies by their names. */
    static final class PolicyConverter extends Choice<MigrationsPolicy> {

        PolicyConverter() {
            super(MigrationsPolicy.values());
        }
    }

    /** Whether a file lies where somebody said that migrations are. */
    Predicate<String> places() {
        List<PathPattern> patterns =
                directories.stream().map(RepoPath::new).map(PathPattern::of).toList();
        return path -> patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    void tell(GitStart<?> start) {
        start.numbering(ContentMigrations.numbering(places())).migrations(policy);
    }
}
