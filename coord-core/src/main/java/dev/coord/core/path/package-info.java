/** What declared paths cover and which of them overlap: pure functions over names and globs. Reading 6. */
@NullMarked
package dev.coord.core.path;

import org.jspecify.annotations.NullMarked;
