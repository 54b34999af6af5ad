package dev.coord.content.history;

import dev.coord.content.footprint.Footprint;
import dev.coord.content.footprint.Footprints;
import dev.coord.content.sql.NewEnumValues;
import java.util.Optional;

/**
 * A migration and what it does. Immutable.
 *
 * @param path the file that makes the step
 * @param footprint what of it is known
 * @param early the value of an enum that it names in the transaction which adds it, if there is one
 */
public record ReadMigration(String path, Footprint footprint, Optional<NewEnumValues.Early> early) {

    /**
     * Reads one.
     *
     * @param path the file
     * @param text what it applies
     */
    public static ReadMigration of(String path, String text) {
        return new ReadMigration(path, Footprints.of(text), NewEnumValues.first(text));
    }
}
