package dev.coord.git.structured;

import dev.coord.run.RunSettings.MigrationsPolicy;
import dev.coord.schema.MigrationNumbering;

/**
 * What is known of migrations.
 *
 * @param numbering gives them numbers
 * @param policy what becomes of those that need another one
 */
public record Numbers(MigrationNumbering numbering, MigrationsPolicy policy) {

    /** All stay as they are. */
    public static final Numbers NONE = new Numbers(MigrationNumbering.NONE, MigrationsPolicy.RENUMBER);
}
