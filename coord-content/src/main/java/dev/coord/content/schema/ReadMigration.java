package dev.coord.content.schema;

import dev.coord.content.footprint.Footprint;

/**
 * A migration and what it does. Immutable.
 *
 * @param path the file that makes the step
 * @param footprint what of it is known
 */
record ReadMigration(String path, Footprint footprint) {}
