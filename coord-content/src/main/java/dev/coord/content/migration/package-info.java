/** Migrations: which files are some, how the schemes name them, and in which order they apply. */
@NullMarked
package dev.coord.content.migration;

import org.jspecify.annotations.NullMarked;
