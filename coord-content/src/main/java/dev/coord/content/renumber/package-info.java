/** Numbers for the migrations of a branch that are free and come after what landed. Which files are migrations is told in {@code migration}. */
@NullMarked
package dev.coord.content.renumber;

import org.jspecify.annotations.NullMarked;
