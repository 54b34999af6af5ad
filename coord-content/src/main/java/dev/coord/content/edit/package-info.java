/** Edits of different lines that touch each other, in any text that people write. */
@NullMarked
package dev.coord.content.edit;

import org.jspecify.annotations.NullMarked;
