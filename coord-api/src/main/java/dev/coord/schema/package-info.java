/**
 * Schema migrations: how they are numbered, whether a wave's apply to a database, and how they are undone. Specification 6.1 to 6.3.
 */
@NullMarked
package dev.coord.schema;

import org.jspecify.annotations.NullMarked;
