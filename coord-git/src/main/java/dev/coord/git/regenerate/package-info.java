/** Files that the user's commands make, such as lock files, made anew in a work tree of their own where git cannot merge them. */
@NullMarked
package dev.coord.git.regenerate;

import org.jspecify.annotations.NullMarked;
