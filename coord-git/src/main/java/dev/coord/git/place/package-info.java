/** Directories and what git says of them: where its own is, what it ignores, which ones a work tree has. */
@NullMarked
package dev.coord.git.place;

import org.jspecify.annotations.NullMarked;
