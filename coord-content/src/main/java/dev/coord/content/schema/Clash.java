package dev.coord.content.schema;

import dev.coord.content.sql.SqlStatement;

/**
 * Two statements that change one thing. Immutable.
 *
 * @param earlier what comes first
 * @param later what comes after it
 * @param object what both change: a table, a type, a function, a schema
 */
record Clash(Place earlier, Place later, String object) {

    /**
     * A statement.
     *
     * @param path the migration it is in
     * @param statement which one
     */
    record Place(String path, SqlStatement statement) {}
}
