/**
 * A wave merged and tested beside the repository. Nothing here is visible in it.
 */
@NullMarked
package dev.coord.git.merge;

import org.jspecify.annotations.NullMarked;
