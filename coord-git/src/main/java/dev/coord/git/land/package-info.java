/**
 * A merged wave on the target branch: one compare-and-swap, and the checkouts that have to come along.
 */
@NullMarked
package dev.coord.git.land;

import org.jspecify.annotations.NullMarked;
