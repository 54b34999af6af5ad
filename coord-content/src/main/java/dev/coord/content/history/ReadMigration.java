package dev.coord.content.history;

import dev.coord.content.footprint.Footprint;

/**
 * A migration and what it does. Immutable.
 *
 * @param path the file that makes the step
 * @param footprint what of it is known
 */
public record ReadMigration(String path, Footprint footprint) {}
