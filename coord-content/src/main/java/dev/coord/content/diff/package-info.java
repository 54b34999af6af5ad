/** Where three versions of a file agree line by line, and where they do not. */
@NullMarked
package dev.coord.content.diff;

import org.jspecify.annotations.NullMarked;
