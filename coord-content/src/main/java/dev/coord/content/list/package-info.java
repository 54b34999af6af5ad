/** Lists of named entries: merging three of them, and writing the result in the layout of the target. */
@NullMarked
package dev.coord.content.list;

import org.jspecify.annotations.NullMarked;
