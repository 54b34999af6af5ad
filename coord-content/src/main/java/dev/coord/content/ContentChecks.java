package dev.coord.content;

import dev.coord.content.dependency.DependencyCheck;
import dev.coord.content.schema.RemainingMigrations;
import dev.coord.content.schema.SchemaCheck;
import dev.coord.plan.FeatureSet;
import dev.coord.proof.IntegrityCheck;
import java.util.function.Predicate;

/** What coord checks of the content of merged files. */
public final class ContentChecks {
    private ContentChecks() {}

    /**
     * Checks that what is imported in JavaScript, TypeScript, Python and Java is there, and that imports close no new circle.
     *
     * @param stops whether a feature that breaks an import goes back; otherwise people are told
     * @return a check that is safe from all threads, and remembers what it has read: one for each run
     */
    public static IntegrityCheck dependencies(boolean stops) {
        return new DependencyCheck(stops);
    }

    /**
     * Checks that migrations which features add have numbers of their own in sequence, name and need what is there, and change nothing that
     * other work changes without an order between them. What their texts do not say, and what was declared otherwise, is told.
     *
     * @param features what was declared
     * @param others whether a file lies where migrations are, although its directory is called otherwise
     * @return a check that is safe from all threads if {@code others} is
     */
    public static IntegrityCheck schema(FeatureSet features, Predicate<String> others) {
        return new SchemaCheck(features, others);
    }

    /**
     * Checks that migrations which stay, where the work of others is taken back, still have what they need: the one that they name as
     * the one before them, and the tables and other objects that they change or name.
     *
     * @param others whether a file lies where migrations are, although its directory is called otherwise
     * @return a check of what is taken back, by the features that are; safe from all threads if {@code others} is
     */
    public static IntegrityCheck remainingMigrations(Predicate<String> others) {
        return new RemainingMigrations(others);
    }
}
