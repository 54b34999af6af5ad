package dev.coord.cli.run;

import dev.coord.SafeText;
import dev.coord.cli.word.Choice;
import dev.coord.cli.word.MigrationPlaces;
import dev.coord.content.ContentMigrations;
import dev.coord.git.GitStart;
import dev.coord.run.RunSettings.MigrationsPolicy;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private MigrationPlaces places = new MigrationPlaces();

    /** The policies by their names. */
    static final class PolicyConverter extends Choice<MigrationsPolicy> {

        PolicyConverter() {
            super(MigrationsPolicy.values());
        }
    }

    /** Whether a file lies where somebody said that migrations are. */
    Predicate<String> places() {
        return places.places();
    }

    /** What to know of places in which no migration can have been found; the work may have been about to make them. */
    List<String> empty(Function<String, SortedSet<String>> files, String target) {
        return places.areNamed()
                ? places.empty(files.apply(target)).stream()
                        .map(
                                place -> "warning: --migrations-dir " + SafeText.shellWord(place) + " names no file of "
                                        + target
                                        + ", so no migration was looked for there; see that it is the path from the top of the repository")
                        .toList()
                : List.of();
    }

    void tell(GitStart<?> start) {
        start.numbering(ContentMigrations.numbering(places())).migrations(policy);
    }
}
