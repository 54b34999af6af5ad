package dev.coord.content;

import dev.coord.content.migration.MigrationFiles;
import dev.coord.content.migration.Sections;
import dev.coord.content.renumber.Renumbering;
import dev.coord.content.trial.RemainingSchemas;
import dev.coord.content.trial.WaveSchemas;
import dev.coord.proof.SchemaReader;
import dev.coord.schema.MigrationNumbering;
import dev.coord.schema.MigrationReader;
import java.util.function.Predicate;

/** What coord knows of migrations. */
public final class ContentMigrations {
    private ContentMigrations() {}

    /**
     * Finds migrations by name in directories {@code migrations} and {@code migrate}, those of Flyway also in {@code migration}, and
     * those of Alembic in {@code versions} beside {@code env.py}.
     *
     * @param others whether a file lies where migrations are, although its directory is called otherwise
     * @return a reader, safe from all threads if {@code others} is
     */
    public static MigrationReader reader(Predicate<String> others) {
        return new MigrationFiles(others);
    }

    /**
     * Numbers the migrations of branches.
     *
     * @param others as for {@link #reader}
     * @return numbering, safe from all threads if {@code others} is
     */
    public static MigrationNumbering numbering(Predicate<String> others) {
        return new Renumbering(new MigrationFiles(others));
    }

    /**
     * Tells which migrations of a wave a database can try.
     *
     * @param reader finds migrations
     * @return a reader, safe from all threads if the other is
     */
    public static SchemaReader schemas(MigrationReader reader) {
        return new WaveSchemas(reader);
    }

    /**
     * Tells which migrations a database can try of a rollback: those that are left, beside those that were there.
     *
     * @param reader finds migrations
     * @return a reader, safe from all threads if the other is
     */
    public static SchemaReader remaining(MigrationReader reader) {
        return new RemainingSchemas(reader);
    }

    /**
     * What of an SQL file makes the step. Goose and dbmate keep what undoes it in the same file, behind {@code -- +goose Down} or
     * {@code -- migrate:down}.
     *
     * @param text the file
     * @return the same with as many lines, those that undo it empty
     */
    public static String up(String text) {
        return Sections.up(text);
    }

    /**
     * What of an SQL file undoes the step, as {@link #up} tells.
     *
     * @param text the file
     * @return the same with as many lines, those that make it empty; nothing but empty lines in a file that only makes it
     */
    public static String down(String text) {
        return Sections.down(text);
    }
}
