/**
 * Files that git cannot merge and that are merged all the same: by what they mean, or made anew by the user's command. Trees in,
 * trees out; what becomes of a wave is decided elsewhere.
 */
@NullMarked
package dev.coord.git.structured;

import org.jspecify.annotations.NullMarked;
