/** Merging a file conflict by conflict, each by the first kind that understands it. */
@NullMarked
package dev.coord.content.hunk;

import org.jspecify.annotations.NullMarked;
