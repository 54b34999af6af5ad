/**
 * Scratch databases of a PostgreSQL server, in which migrations show what they do. What runs in one is not trusted: no connection with
 * rights of the user's enters a scratch database once a migration was in it.
 */
@NullMarked
package dev.coord.cli.database;

import org.jspecify.annotations.NullMarked;
