package dev.coord.git.structured;

import dev.coord.git.object.ListedFile;
import dev.coord.run.RunSettings.MigrationsPolicy;
import dev.coord.schema.MigrationNumbering;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of migrations.
 *
 * @param numbering gives them numbers
 * @param policy what becomes of those that need another one
 * @param left migrations of work that was taken back which nobody has undone, as they were then
 */
public record Numbers(MigrationNumbering numbering, MigrationsPolicy policy, SortedMap<String, ListedFile> left) {

    /** All stay as they are. */
    public static final Numbers NONE = new Numbers(MigrationNumbering.NONE, MigrationsPolicy.RENUMBER);

    /** Copies the map. */
    public Numbers {
        left = Collections.unmodifiableSortedMap(new TreeMap<>(left));
    }

    /** Nothing is left. */
    public Numbers(MigrationNumbering numbering, MigrationsPolicy policy) {
        this(numbering, policy, new TreeMap<>());
    }
}
