/** Merging finished features and landing them on the target branch. No rule lives here. */
@NullMarked
package dev.coord.merge;

import org.jspecify.annotations.NullMarked;
